package hocket.examples.servlet;

import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

class TomcatIT extends DeployedWar {
    private final Tomcat tomcat = new Tomcat();
    private Context application;

    @Override
    int start(Path war, String contextPath) throws Exception {
        tomcat.setBaseDir(war.resolveSibling("tomcat").toString());
        tomcat.setPort(0);
        application = tomcat.addWebapp(contextPath, war.toString());
        tomcat.start();
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    ClassLoader loader() {
        return application.getLoader().getClassLoader();
    }

    @Override
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
