package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.engine.Handlers;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server logs that was given no error handler. */
class SocketIoErrorLogTest {
    private final Logger log = Logger.getLogger("hocket.server");
    private final Recorder records = new Recorder();
    private final SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder()
            .engine(engine -> engine.handlers(Handlers.inline()))
            .build());
    private final MemoryHost host = new MemoryHost(io);

    @BeforeEach
    void record() {
        log.addHandler(records);
        log.setUseParentHandlers(false);
    }

    @AfterEach
    void recordNoMore() {
        log.removeHandler(records);
        log.setUseParentHandlers(true);
    }

    @Test
    void aHandlerThatFailsIsAnErrorWithItsStackEachTime() {
        io.onConnection(socket -> socket.on("a", (args, ack) -> {
            throw new IllegalStateException("broken");
        }));
        MemoryWebSocket client = join();
        client.send("42[\"a\"]");
        client.send("42[\"a\"]");

        assertThat(records.seen).hasSize(2).allSatisfy(seen -> {
            assertThat(seen.getLevel()).isEqualTo(Level.SEVERE);
            assertThat(seen.getThrown()).hasMessage("broken");
        });
    }

    @Test
    void aClientDoesNotFillTheLog() {
        io.onConnection(socket -> socket.on("number", (args, ack) -> args.get(0, Integer.class)));
        MemoryWebSocket client = join();
        for (int i = 0; i < 1000; i++) {
            client.send("42[\"number\",\"none\\n\"]");
        }
        client.send("42[");

        assertThat(client.isOpen()).isFalse();
        assertThat(records.seen).hasSize(1);
        LogRecord line = records.seen.get(0);
        assertThat(line.getLevel()).isEqualTo(Level.WARNING);
        assertThat(line.getThrown()).isNull();
        assertThat(line.getMessage())
                .contains("socket ", " in /", "argument 0", "Integer")
                .doesNotContain("\n");
    }

    private MemoryWebSocket join() {
        MemoryWebSocket client = host.webSocket("/socket.io/?EIO=4&transport=websocket");
        client.send("40");
        return client;
    }

    private static final class Recorder extends Handler {
        private final List<LogRecord> seen = new ArrayList<>();

        @Override
        public void publish(LogRecord each) {
            seen.add(each);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
