package hocket.examples.servlet;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;

class JettyIT extends DeployedWar {
    private final Server server = new Server(0);
    private WebAppContext application;

    @Override
    int start(Path war, String contextPath) throws Exception {
        application = new WebAppContext(war.toString(), contextPath);
        server.setHandler(application);
        server.start();
        return server.getURI().getPort();
    }

    @Override
    ClassLoader loader() {
        return application.getClassLoader();
    }

    @Override
    void stop() throws Exception {
        server.stop();
    }
}
