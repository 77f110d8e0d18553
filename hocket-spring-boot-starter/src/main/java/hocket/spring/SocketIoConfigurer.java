package hocket.spring;

import hocket.server.SocketIoServer;

/** A bean that registers handlers and middleware in code, before the first client can come. */
@FunctionalInterface
public interface SocketIoConfigurer {
    /** Registers them. Called once, at start-up, before the annotated controllers are registered. */
    void configure(SocketIoServer io);
}
