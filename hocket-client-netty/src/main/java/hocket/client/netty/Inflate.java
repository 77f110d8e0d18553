package hocket.client.netty;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what the server sends (RFC 7692 §7.2.2), straight into the buffer that collects the message and not a byte
 * beyond its limit. Belongs to the lane.
 */
final class Inflate {
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff}; // what the server has left out
    private static final int LEAST_BYTES = 64;
    private static final int MOST_BYTES = 4096; // at once

    private final boolean noContextTakeover;
    private @Nullable Inflater inflater; // lane: null before the first message, and where no window is kept

    Inflate(boolean noContextTakeover) {
        this.noContextTakeover = noContextTakeover;
    }

    /**
     * Adds a frame's content to a message.
     *
     * @param last whether the frame is the last of the message
     * @return false if the message is larger than the buffer may become
     */
    boolean append(byte[] content, boolean last, MessageBuffer message) throws DataFormatException {
        Inflater present = inflater == null ? new Inflater(true) : inflater;
        inflater = present;
        boolean fits = inflate(present, content, message) && (!last || inflate(present, TAIL, message));
        if (last && noContextTakeover) {
            end();
        }
        return fits;
    }

    private static boolean inflate(Inflater present, byte[] content, MessageBuffer message) throws DataFormatException {
        present.setInput(content);
        int chunk = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, 2 * content.length));
        while (true) {
            int most = (int) Math.min(chunk, message.free() + 1L); // one beyond the limit shows
            message.reserve(most);
            int length = present.inflate(message.array(), message.size(), most);
            if (length > message.free()) {
                return false;
            }
            message.advance(length);
            if (present.finished()) { // a final block, which need not be the end of the message (§7.2.3.4)
                int rest = present.getRemaining();
                present.reset();
                present.setInput(content, content.length - rest, rest);
            } else if (length == 0) {
                return true;
            }
        }
    }

    /** Frees the window. */
    void end() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
