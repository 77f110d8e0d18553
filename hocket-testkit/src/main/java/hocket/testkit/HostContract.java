package hocket.testkit;

import hocket.engine.spi.HostHandler;
import org.junit.jupiter.api.Nested;

/**
 * What a host must do: the promises of {@code hocket.engine.spi} as tests. It is the definition of a host; the test of
 * each extends it, or {@link NetworkHostContract} if its clients come over a network.
 *
 * <pre>{@code
 * class MyHostContractTest extends NetworkHostContract {
 *     protected TestedHost start(HostHandler handler) {
 *         MyHost host = MyHost.listen(handler);
 *         return new TcpTestedHost(host.port(), host::close);
 *     }
 * }
 * }</pre>
 */
public abstract class HostContract {
    /** For hosts' tests. */
    protected HostContract() {}

    /** Starts a host whose requests go to that handler. Each test starts its own and closes it. */
    protected abstract TestedHost start(HostHandler handler);

    /** Requests and their answers. */
    @Nested
    final class Requests extends HttpExchangeTests {
        Requests() {
            super(HostContract.this::start);
        }
    }

    /** WebSockets. */
    @Nested
    final class WebSockets extends WebSocketTests {
        WebSockets() {
            super(HostContract.this::start);
        }
    }

    /** Lanes and their timers. */
    @Nested
    final class Lanes extends LaneTests {
        Lanes() {
            super(HostContract.this::start);
        }
    }
}
