package hocket.servlet;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.extensions.PerMessageDeflateHandshake;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.Servlet;
import jakarta.websocket.server.ServerContainer;
import java.io.File;
import java.net.InetSocketAddress;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.apache.tomcat.websocket.server.WsServerContainer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The containers that the servlet is tested in, each with nothing but the servlet. */
public enum TestedContainer {
    /** Tomcat, of the version on the class path. */
    TOMCAT {
        @Override
        public Running start(Servlet servlet, int port) throws Exception {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
            tomcat.setHostname("127.0.0.1");
            tomcat.setPort(port);
            tomcat.setSilent(true);
            tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1"); // else 100, and the connection is closed
            Context context = tomcat.addContext("", null);
            ((StandardContext) context).setUnloadDelay(100); // else 2 s for requests that a test leaves unanswered
            context.addServletContainerInitializer(new WsSci(), null);
            Tomcat.addServlet(context, "socket.io", servlet).setAsyncSupported(true);
            context.addServletMappingDecoded("/*", "socket.io");
            tomcat.getConnector().setProperty("maxThreads", "30"); // nothing here keeps one waiting
            tomcat.start();
            ((WsServerContainer) context.getServletContext().getAttribute(ServerContainer.class.getName()))
                    .setProcessPeriod(1); // else each tenth second, for those who do not answer a close frame
            return new Running(tomcat.getConnector().getLocalPort(), () -> {
                tomcat.stop();
                tomcat.destroy();
            });
        }
    },

    /** Jetty. */
    JETTY {
        @Override
        public Running start(Servlet servlet, int port) throws Exception {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            connector.setPort(port);
            server.addConnector(connector);
            ServletContextHandler context = new ServletContextHandler("/");
            ServletHolder holder = new ServletHolder("socket.io", servlet);
            holder.setAsyncSupported(true);
            context.addServlet(holder, "/*");
            JakartaWebSocketServletContainerInitializer.configure(context, null);
            server.setHandler(context);
            server.start();
            return new Running(connector.getLocalPort(), () -> {
                context.stop(); // while there are connections: Jetty closes them before it stops its servlets
                server.stop();
            });
        }
    },

    /** Undertow. */
    UNDERTOW {
        @Override
        public Running start(Servlet servlet, int port) throws Exception {
            WebSocketDeploymentInfo webSockets =
                    new WebSocketDeploymentInfo().addExtension(new PerMessageDeflateHandshake());
            DeploymentInfo deployment = Servlets.deployment()
                    .setClassLoader(TestedContainer.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("socket.io")
                    .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets)
                    .addServlet(
                            Servlets.servlet("socket.io", servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
                                    .addMapping("/*")
                                    .setAsyncSupported(true));
            DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
            manager.deploy();
            Undertow server = Undertow.builder()
                    .addHttpListener(port, "127.0.0.1")
                    .setHandler(manager.start())
                    .build();
            server.start();
            InetSocketAddress address =
                    (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
            return new Running(address.getPort(), () -> {
                manager.stop();
                manager.undeploy();
                server.stop();
            });
        }
    };

    /** Starts it on that port, 0 for a free one, with the servlet for all requests. */
    public abstract Running start(Servlet servlet, int port) throws Exception;

    /** A container that runs. */
    public record Running(int port, Stop stop) implements AutoCloseable {
        /** Stops the container. */
        public interface Stop {
            /** Called once. */
            void run() throws Exception;
        }

        @Override
        public void close() {
            try {
                stop.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
