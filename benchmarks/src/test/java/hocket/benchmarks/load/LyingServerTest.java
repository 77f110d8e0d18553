package hocket.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import hocket.SocketIo;
import hocket.server.Socket;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The load client notices what a server does wrong. */
class LyingServerTest {
    private static final Workload ECHO = Workload.echo("echo", Kind.ECHO, 2, 4, Payload.text(Payload.SMALL));

    @Test
    void messageThatNeverComesIsMissing() throws IOException {
        assertThat(run((socket, text, number) -> {}).missing()).isEqualTo(8);
    }

    @Test
    void droppedMessageIsNoticed() throws IOException {
        LoadResult result = run((socket, text, number) -> {
            if (number != 5) {
                socket.emit("echo", text);
            }
        });

        assertThat(result.wrong() + result.missing()).isPositive();
    }

    @Test
    void corruptedByteIsNoticed() throws IOException {
        LoadResult result =
                run((socket, text, number) -> socket.emit("echo", number == 5 ? text.replace('b', 'x') : text));

        assertThat(result.wrong()).isEqualTo(2); // one of each client
        assertThat(result.missing()).isZero();
        assertThat(result.faults().get(0)).contains("instead of");
    }

    @Test
    void swappedMessagesAreNoticed() throws IOException {
        AtomicReference<String> kept = new AtomicReference<>();
        LoadResult result = run((socket, text, number) -> {
            if (number == 4) {
                kept.set(text);
            } else {
                socket.emit("echo", text);
            }
            if (number == 5) {
                socket.emit("echo", kept.get());
            }
        });

        assertThat(result.wrong()).isPositive();
    }

    @Test
    void repeatedMessageIsNoticed() throws IOException {
        LoadResult result = run((socket, text, number) -> {
            socket.emit("echo", text);
            if (number == 5) {
                socket.emit("echo", text);
            }
        });

        assertThat(result.wrong()).isPositive();
    }

    @Test
    void closedConnectionIsNoticed() throws IOException {
        LoadResult result = run((socket, text, number) -> {
            if (number == 5) {
                socket.disconnect(true);
            }
            socket.emit("echo", text);
        });

        assertThat(result.lost()).isPositive();
        assertThat(result.isCorrect()).isFalse();
    }

    /** Echoes as the lie has it; each client's messages are numbered from 1. */
    private static LoadResult run(Lie lie) throws IOException {
        SocketIo server = SocketIo.builder()
                .listen(io -> io.onConnection(socket -> {
                    AtomicInteger number = new AtomicInteger();
                    socket.on("echo", String.class, text -> lie.echo(socket, text, number.incrementAndGet()));
                }));
        try (server) {
            return LoadServerTest.run(ECHO, server.port(), Duration.ofMillis(300));
        }
    }

    private interface Lie {
        void echo(Socket socket, String text, int number);
    }
}
