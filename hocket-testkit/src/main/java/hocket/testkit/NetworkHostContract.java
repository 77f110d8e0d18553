package hocket.testkit;

import hocket.engine.spi.HostHandler;
import org.junit.jupiter.api.Nested;

/**
 * What a host must do besides {@link HostContract} if its clients come over a network: what a host in memory cannot show
 * because it has no connections, frames, time limits, and one lane only. The host must have at least two lanes.
 */
public abstract class NetworkHostContract extends HostContract {
    /** For hosts' tests. */
    protected NetworkHostContract() {}

    @Override
    protected abstract TcpTestedHost start(HostHandler handler);

    /** HTTP/1.1 connections. */
    @Nested
    final class Connections extends ConnectionTests {
        Connections() {
            super(NetworkHostContract.this::start);
        }
    }

    /** The frames of WebSockets. */
    @Nested
    final class Frames extends FrameTests {
        Frames() {
            super(NetworkHostContract.this::start);
        }
    }

    /** WebSockets whose sessions live on another lane, and what happens at the same time. */
    @Nested
    final class SeveralLanes extends SeveralLanesTests {
        SeveralLanes() {
            super(NetworkHostContract.this::start);
        }
    }

    /** Clients that do not read or do not answer. */
    @Nested
    final class TimeLimits extends TimeLimitTests {
        TimeLimits() {
            super(NetworkHostContract.this::start);
        }
    }
}
