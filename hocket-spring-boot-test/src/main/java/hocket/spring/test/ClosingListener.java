package hocket.spring.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Closes the clients of each test when it is over. */
final class ClosingListener implements TestExecutionListener {
    @Override
    public void afterTestMethod(TestContext context) {
        context.getApplicationContext().getBean(SocketIoTestClients.class).closeAll();
    }
}
