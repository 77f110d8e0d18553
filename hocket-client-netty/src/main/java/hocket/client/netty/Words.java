package hocket.client.netty;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes of an array taken eight at a time, the first as the lowest. */
final class Words {
    /** A byte of a word that has its bit here is not ASCII. */
    static final long HIGH_BITS = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long getLong(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void setLong(byte[] bytes, int at, long word) {
        LONGS.set(bytes, at, word);
    }

    static void setInt(byte[] bytes, int at, int word) {
        INTS.set(bytes, at, word);
    }
}
