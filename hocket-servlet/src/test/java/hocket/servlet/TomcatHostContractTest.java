package hocket.servlet;

import hocket.testkit.HostLimit;
import org.junit.jupiter.api.Tag;

@Tag("tomcat")
class TomcatHostContractTest extends ServletHostContract {
    TomcatHostContractTest() {
        super(
                TestedContainer.TOMCAT,
                HostLimit.LEAVING_WHILE_WAITING,
                HostLimit.CLOSE_WITHOUT_STATUS,
                HostLimit.TOO_LARGE_BY_HEADER,
                HostLimit.CONTINUE_WHEN_WANTED);
    }
}
