package hocket.examples.javalin;

import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import hocket.servlet.HocketServlet;
import io.javalin.Javalin;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** Tells everybody what anybody says, over Socket.IO or by {@code POST /say}. */
public final class Chat {
    private Chat() {}

    /** Listens on port 3000. */
    public static void main(String[] args) {
        create().start(3000);
    }

    static Javalin create() {
        SocketIoServer io = SocketIoServer.create(SocketIoOptions.builder().build());
        io.onConnection(socket -> socket.on("say", String.class, text -> io.emit("said", text)));

        return Javalin.create(config -> {
            config.routes.post("/say", request -> io.emit("said", request.body()));
            config.jetty.modifyServletContextHandler(context -> {
                context.addServlet(new HocketServlet(io), "/socket.io/*");
                JakartaWebSocketServletContainerInitializer.configure(context, null);
            });
        });
    }
}
