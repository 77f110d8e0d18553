package hocket.netty;

import static hocket.netty.EchoEngine.assertEchoes;
import static hocket.netty.EchoEngine.poll;
import static hocket.netty.EchoEngine.post;
import static hocket.netty.EchoEngine.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import hocket.core.ByteSlice;
import hocket.testkit.RawConnection;
import hocket.testkit.RawFrame;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A megabyte of anything costs a second of processor time at most, and ends no session but its own. */
class HostileBytesTest {
    private static final int SIZE = 1_000_000;
    private static final Duration MOST = Duration.ofSeconds(1);

    private static EchoEngine engine;
    private static RawConnection other;

    @BeforeAll
    static void start() throws IOException {
        // what is measured here is the server's time, not that of the leak detection
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
        engine = new EchoEngine(options -> options.allowEIO3(true));
        other = engine.connect();
        upgrade(other);
    }

    @AfterAll
    static void stop() {
        other.close();
        engine.close();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hocket-lane"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
    }

    @ParameterizedTest
    @EnumSource(Bytes.class)
    void inThePostBodyOfASession(Bytes bytes) {
        byte[] body = bytes.make();
        try (RawConnection client = engine.connect()) {
            String sid = poll(client);
            long before = cpuNanos();
            assertThat(post(client, sid, body).status()).isIn(200, 400);
            assertThat(Duration.ofNanos(cpuNanos() - before)).isLessThan(MOST);
            if (bytes.sound) {
                assertThat(engine.isOpen(sid)).isTrue();
            } else {
                assertThat(engine.end(sid)).matches("(parse|transport) (error|close): .*");
            }
        }
        assertEchoes(other, "hello");
    }

    @ParameterizedTest
    @EnumSource(Bytes.class)
    void inThePostBodyOfAnOldClient(Bytes bytes) {
        byte[] body = bytes.make();
        try (RawConnection client = engine.connect()) {
            String url = "/engine.io/?EIO=3&transport=polling";
            String sid = EchoEngine.get(client, url).body().utf8().replaceAll("(?s).*\"sid\":\"([^\"]+)\".*", "$1");
            long before = cpuNanos();
            client.send("POST " + url + "&sid=" + sid + " HTTP/1.1\r\nHost: h\r\nContent-Type: "
                    + (bytes.octets ? "application/octet-stream" : "text/plain") + "\r\nContent-Length: "
                    + body.length + "\r\n\r\n");
            assertThat(client.send(body).readResponse().status()).isIn(200, 400);
            assertThat(Duration.ofNanos(cpuNanos() - before)).isLessThan(MOST);
        }
        assertEchoes(other, "hello");
    }

    @ParameterizedTest
    @EnumSource(Bytes.class)
    void inAWebSocketMessage(Bytes bytes) {
        ByteSlice payload = ByteSlice.of(bytes.make());
        for (int opcode : new int[] {RawFrame.TEXT, RawFrame.BINARY}) {
            try (RawConnection client = engine.connect()) {
                String sid = upgrade(client);
                long before = cpuNanos();
                client.send(new RawFrame(true, 0, opcode, payload)).send(RawFrame.close(1000));
                for (RawFrame frame = client.readFrame();
                        frame.opcode() != RawFrame.CLOSE;
                        frame = client.readFrame()) {
                    assertThat(frame.opcode()).isIn(RawFrame.TEXT, RawFrame.BINARY);
                }
                engine.end(sid);
                assertThat(Duration.ofNanos(cpuNanos() - before)).isLessThan(MOST);
            }
        }
        assertEchoes(other, "hello");
    }

    @ParameterizedTest
    @EnumSource(Bytes.class)
    void inOneByteFragmentsAndInManySmallMessages(Bytes bytes) {
        byte[] data = Arrays.copyOf(bytes.make(), 60_000);
        for (boolean fragments : new boolean[] {true, false}) {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (int i = 0; i < data.length; i++) {
                int opcode = i == 0 || !fragments ? RawFrame.TEXT : RawFrame.CONTINUATION;
                frames.writeBytes(new RawFrame(!fragments, 0, opcode, ByteSlice.of(data, i, 1)).masked());
            }
            try (RawConnection client = engine.connect()) {
                String sid = upgrade(client);
                long before = cpuNanos();
                client.send(frames.toByteArray()).endSending();
                engine.end(sid);
                assertThat(Duration.ofNanos(cpuNanos() - before)).isLessThan(MOST);
            }
        }
        assertEchoes(other, "hello");
    }

    /** A megabyte each. */
    private enum Bytes {
        SEPARATORS("\u001e"),
        NOOPS(true, "6\u001e"),
        PONGS(true, "3\u001e"),
        PINGS("2\u001e"),
        EMPTY_MESSAGES(true, "4\u001e"),
        BINARY_MESSAGES(true, "bAAAA\u001e"),
        BROKEN_BASE64("b=A\u001e"),
        DIGITS("9"),
        COLONS(":"),
        OLD_NOOPS("1:6"),
        NEGATIVE_LENGTHS("-1:"),
        ZEROS("\u0000"),
        NESTED_ARRAYS(true, "4["),
        QUOTES(true, "4\""),
        BROKEN_UTF8(true, "4\u00c3"),
        OVERLONG_UTF8(true, "4\u00c0\u0080"),
        OLD_OCTETS(false, "\u0000\u0001\u00ff6", true),
        OLD_OCTET_LENGTHS(false, "\u0001\u0009\u0009\u0009", true),
        NOISE("");

        /** Whether a session survives it, its first byte being the packet's. */
        private final boolean sound;

        private final boolean octets;
        private final String pattern;

        Bytes(String pattern) {
            this(false, pattern, false);
        }

        Bytes(boolean sound, String pattern) {
            this(sound, pattern, false);
        }

        Bytes(boolean sound, String pattern, boolean octets) {
            this.sound = sound;
            this.pattern = pattern;
            this.octets = octets;
        }

        byte[] make() {
            if (pattern.isEmpty()) {
                byte[] noise = new byte[SIZE];
                new Random(1).nextBytes(noise);
                return noise;
            }
            byte[] bytes = pattern.repeat(SIZE / pattern.length()).getBytes(StandardCharsets.ISO_8859_1);
            boolean cut = bytes[bytes.length - 1] == 0x1e && bytes.length > 1 && bytes[0] != 0x1e;
            return cut ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
        }
    }
}
