package hocket.servlet;

import hocket.testkit.HostLimit;

class JettyHostContractTest extends ServletHostContract {
    JettyHostContractTest() {
        super(TestedContainer.JETTY, HostLimit.LEAVING_WHILE_WAITING, HostLimit.TOO_LARGE_BY_HEADER);
    }
}
