package hocket.client;

import java.util.function.Consumer;

/**
 * Connects in one line (the reference's {@code io(url)}): a socket with a manager of its own. Programs that use several
 * namespaces of a server make a {@link Manager} instead, whose sockets share one connection. Stateless.
 */
public final class SocketIoClient {
    private SocketIoClient() {}

    /**
     * Connects with all defaults.
     *
     * @param address {@code https://host:port/namespace?name=value}; the path is the namespace, the query goes with every
     *     request
     * @param setup registers the handlers, before anything can come
     * @return a socket that is being connected; {@link Socket#close} ends it and its manager
     * @throws IllegalArgumentException if the address is none
     */
    public static Socket connect(String address, Consumer<Socket> setup) {
        return connect(address, options -> {}, SocketOptions.DEFAULT, setup);
    }

    /** As {@link #connect(String, Consumer)}, with these options. */
    public static Socket connect(
            String address,
            Consumer<ManagerOptions.Builder> settings,
            SocketOptions socketOptions,
            Consumer<Socket> setup) {
        Socket socket = open(address, settings, socketOptions);
        setup.accept(socket);
        socket.connect();
        return socket;
    }

    /** A socket that is not connected yet; whoever closes it closes its manager. */
    static Socket open(String address, Consumer<ManagerOptions.Builder> settings, SocketOptions socketOptions) {
        ServerAddress parsed = ServerAddress.parse(address);
        ManagerOptions.Builder options = ManagerOptions.builder();
        settings.accept(options);
        return Manager.create(address, options.build())
                .socket(parsed.namespace(), socketOptions)
                .owningManager();
    }
}
