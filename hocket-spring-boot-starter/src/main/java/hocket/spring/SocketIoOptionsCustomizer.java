package hocket.spring;

import hocket.server.SocketIoOptions;

/** A bean that sets options of the server in code, after the properties: the lowest {@code @Order} first. */
@FunctionalInterface
public interface SocketIoOptionsCustomizer {
    /** Sets options. Called once, at start-up. */
    void customize(SocketIoOptions.Builder options);
}
