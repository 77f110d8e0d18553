package hocket.servlet;

import hocket.engine.spi.HostHandler;
import hocket.testkit.HostLimit;
import hocket.testkit.NetworkHostContract;
import hocket.testkit.TcpTestedHost;
import java.util.Set;

/** The contract of hosts, for each container. */
abstract class ServletHostContract extends NetworkHostContract {
    private final TestedContainer container;
    private final Set<HostLimit> limits;

    ServletHostContract(TestedContainer container, HostLimit... limits) {
        this.container = container;
        this.limits = Set.of(limits);
    }

    @Override
    protected final TcpTestedHost start(HostHandler handler) {
        try {
            TestedContainer.Running running = container.start(WebApplication.servlet(handler, 2), 0);
            return new TcpTestedHost(running.port(), running::close, limits);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
