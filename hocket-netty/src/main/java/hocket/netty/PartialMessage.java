package hocket.netty;

/** A text or binary message of which some has come. Belongs to the lane of its connection. */
final class PartialMessage {
    final boolean binary;
    final boolean compressed;
    final MessageBuffer payload = new MessageBuffer();
    int frames = 1; // lane
    private int checkedBytes; // lane: so much of a text is known to be UTF-8

    /** One whose first frame begins with that byte. */
    PartialMessage(int head) {
        binary = Opcode.of(head) == Opcode.BINARY;
        compressed = (head & Opcode.RSV1) != 0;
    }

    /**
     * Checks what has been added to the payload.
     *
     * @param ascii whether that is known to be ASCII
     * @param last whether the message ends with it
     * @throws WebSocketViolation at the first byte of a text that cannot be UTF-8, whatever follows
     */
    void check(boolean ascii, int added, boolean last) throws WebSocketViolation {
        if (binary) {
            return;
        }
        int size = payload.size();
        int done = ascii && checkedBytes == size - added ? size : Utf8.check(payload.array(), checkedBytes, size);
        if (done == Utf8.MALFORMED) {
            throw WebSocketViolation.data("a text message is UTF-8");
        }
        if (last && done < size) {
            throw WebSocketViolation.data("a text message does not end inside a character");
        }
        checkedBytes = done;
    }
}
