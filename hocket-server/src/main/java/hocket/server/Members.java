package hocket.server;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is in one place on one lane, in no order; adding and removing take constant time, since each member keeps its
 * index. Belongs to the lane.
 *
 * @param <T> the members
 */
final class Members<T> {
    private final ObjIntConsumer<T> placed;
    private @Nullable Object[] members = new Object[2];
    private int size;

    /**
     * Nobody yet.
     *
     * @param placed tells a member its index
     */
    Members(ObjIntConsumer<T> placed) {
        this.placed = placed;
    }

    int size() {
        return size;
    }

    /** Backwards: the action may take members out, and the last one, which then takes an earlier place, has had its turn. */
    void forEach(Consumer<? super T> action) {
        for (int i = size - 1; i >= 0; i--) {
            T member = at(i);
            if (member != null) {
                action.accept(member);
            }
        }
    }

    void add(T member) {
        if (size == members.length) {
            members = Arrays.copyOf(members, 2 * size);
        }
        put(size++, member);
    }

    /** The last member takes the place of the one that leaves. */
    void remove(int index) {
        T last = at(size - 1);
        members[--size] = null;
        if (last != null && index < size) {
            put(index, last);
        }
    }

    private void put(int index, T member) {
        members[index] = member;
        placed.accept(member, index);
    }

    /** The one of that index; null if there are not so many. */
    @SuppressWarnings("unchecked") // only put() writes
    @Nullable
    T at(int index) {
        return index < size ? (T) members[index] : null;
    }
}
