package hocket.netty;

import hocket.core.ByteSlice;
import hocket.engine.spi.WebSocketSettings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame reader and what it has told; it ends with a close frame or a violation. */
final class FrameEvents implements MessageReader.Sink {
    static final int LIMIT = 200_000;
    static final int MAX_FRAGMENTS = 100;

    private static final WebSocketSettings SETTINGS =
            new WebSocketSettings(LIMIT, MAX_FRAGMENTS, Duration.ofSeconds(10), Duration.ofSeconds(20), null);

    private final List<String> events = new ArrayList<>();
    private final List<ByteSlice> payloads = new ArrayList<>();
    private final MessageReader messages;
    private final FrameReader reader;

    FrameEvents() {
        this(null);
    }

    private FrameEvents(@Nullable Inflate inflate) {
        messages = new MessageReader(SETTINGS, this, inflate);
        reader = new FrameReader(messages);
    }

    static FrameEvents inflating() {
        return new FrameEvents(new Inflate(LIMIT, false));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Reads all of it, which stands in the middle of something else. */
    FrameEvents read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    FrameEvents read(byte[] bytes, int from, int to) {
        byte[] scratch = new byte[to - from + 6];
        System.arraycopy(bytes, from, scratch, 3, to - from);
        try {
            reader.read(scratch, 3, 3 + to - from);
        } catch (WebSocketViolation e) {
            add("refused " + e.status(), ByteSlice.EMPTY);
            reader.end();
        }
        return this;
    }

    FrameEvents readByteByByte(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            read(bytes, i, i + 1);
        }
        return this;
    }

    void mute() {
        messages.mute();
    }

    /** Payloads as UTF-8 if they are text, else a character for each byte. */
    List<String> list() {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            ByteSlice payload = payloads.get(i);
            String name = events.get(i);
            list.add(
                    name.equals("text ")
                            ? name + payload.utf8()
                            : name + new String(payload.toByteArray(), StandardCharsets.ISO_8859_1));
        }
        return list;
    }

    private void add(String event, ByteSlice payload) {
        events.add(event);
        payloads.add(payload);
    }

    @Override
    public void onMessage(boolean binary, ByteSlice payload) {
        add(binary ? "binary " : "text ", payload);
    }

    @Override
    public void onPing(ByteSlice payload) {
        add("ping ", payload);
    }

    @Override
    public void onClose(int status) {
        add("close " + status, ByteSlice.EMPTY);
        reader.end();
    }
}
