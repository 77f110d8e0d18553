package hocket.examples.servlet;

import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import hocket.servlet.HocketServlet;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;

/** Tells everybody what anybody says. The container makes one when it starts the application. */
@WebListener
public final class Chat implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder().build());
        io.onConnection(socket -> socket.on("say", String.class, (text, ack) -> {
            io.emit("said", socket.id(), text);
            ack.send();
        }));

        ServletRegistration.Dynamic servlet = event.getServletContext().addServlet("socket.io", new HocketServlet(io));
        servlet.addMapping("/socket.io/*");
        servlet.setAsyncSupported(true);
    }
}
