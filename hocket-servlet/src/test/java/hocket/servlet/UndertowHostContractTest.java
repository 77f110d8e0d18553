package hocket.servlet;

import hocket.testkit.HostLimit;

class UndertowHostContractTest extends ServletHostContract {
    UndertowHostContractTest() {
        super(
                TestedContainer.UNDERTOW,
                HostLimit.LEAVING_WHILE_WAITING,
                HostLimit.CLOSE_WITHOUT_STATUS,
                HostLimit.TOO_LARGE_BY_HEADER,
                HostLimit.FRAGMENTS_COUNTED,
                HostLimit.ANSWER_WHILE_READING,
                HostLimit.CLOSE_BEFORE_END_OF_BODY,
                HostLimit.PIPELINED_ANSWERS_AT_ONCE);
    }
}
