package hocket.netty;

import java.time.Duration;

/** What the HTTP side of a connection must know; each is described at {@link NettyServer.Builder}. */
record HttpSettings(
        int maxHeaderBytes,
        Duration headerTimeout,
        Duration bodyTimeout,
        Duration writeTimeout,
        TrustedProxies trustedProxies) {}
