package hocket.testkit;

import hocket.client.spi.ClientTransport;
import org.junit.jupiter.api.Nested;

/**
 * What a transport of the client must do: the promises of {@code hocket.client.spi} as tests. It is the definition of a
 * transport; the test of each extends it.
 *
 * <pre>{@code
 * class MyTransportContractTest extends ClientTransportContract {
 *     protected ClientTransport create() {
 *         return new MyTransport();
 *     }
 * }
 * }</pre>
 */
public abstract class ClientTransportContract {
    /** For transports' tests. */
    protected ClientTransportContract() {}

    /** A new transport. Each test makes its own and closes it. */
    protected abstract ClientTransport create();

    /** Whether that thread is one that an HTTP library has once for all who use it; false for all by default. */
    protected boolean isShared(Thread thread) {
        return false;
    }

    /** Requests that are answered. */
    @Nested
    final class Requests extends TransportRequestTests {
        Requests() {
            super(ClientTransportContract.this::create);
        }
    }

    /** Requests that fail. */
    @Nested
    final class Failures extends TransportFailureTests {
        Failures() {
            super(ClientTransportContract.this::create);
        }
    }

    /** How WebSockets open, and do not. */
    @Nested
    final class Handshakes extends TransportHandshakeTests {
        Handshakes() {
            super(ClientTransportContract.this::create);
        }
    }

    /** The messages of WebSockets. */
    @Nested
    final class Messages extends TransportMessageTests {
        Messages() {
            super(ClientTransportContract.this::create);
        }
    }

    /** How WebSockets hold back. */
    @Nested
    final class Flow extends TransportFlowTests {
        Flow() {
            super(ClientTransportContract.this::create);
        }
    }

    /** How WebSockets end. */
    @Nested
    final class Ends extends TransportEndTests {
        Ends() {
            super(ClientTransportContract.this::create);
        }
    }

    /** Lanes, threads, and the transport's end. */
    @Nested
    final class Threads extends TransportThreadTests {
        Threads() {
            super(ClientTransportContract.this::create, ClientTransportContract.this::isShared);
        }
    }
}
