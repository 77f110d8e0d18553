package hocket.core;

import java.util.Arrays;

/** Copies of arrays that others may be reading. Stateless. */
final class Copies {
    private Copies() {}

    /** A copy with that element inserted. */
    static <E> E[] with(E[] all, int index, E element) {
        E[] longer = Arrays.copyOf(all, all.length + 1);
        System.arraycopy(all, index, longer, index + 1, all.length - index);
        longer[index] = element;
        return longer;
    }

    /** A copy without that very object, or the array itself if it is not there. */
    static <E> E[] without(E[] all, E element) {
        for (int i = 0; i < all.length; i++) {
            if (all[i] == element) {
                E[] shorter = Arrays.copyOf(all, all.length - 1);
                System.arraycopy(all, i + 1, shorter, i, shorter.length - i);
                return shorter;
            }
        }
        return all;
    }
}
