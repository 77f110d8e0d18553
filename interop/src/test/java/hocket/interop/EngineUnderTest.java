package hocket.interop;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A bare engine for all tests of a class. */
final class EngineUnderTest implements BeforeAllCallback, AfterAllCallback {
    private final Settings settings;
    private TestServer server;

    EngineUnderTest(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = TestServer.engine(settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }

    int port() {
        return server.port();
    }
}
