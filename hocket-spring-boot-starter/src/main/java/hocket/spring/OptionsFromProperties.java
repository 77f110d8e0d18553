package hocket.spring;

import hocket.core.PacketLimits;
import hocket.engine.Cookie;
import hocket.engine.EngineOptions;
import hocket.engine.HttpCompression;
import hocket.engine.spi.PerMessageDeflate;
import hocket.server.RecoveryOptions;
import hocket.server.SocketIoOptions;
import hocket.server.SocketIoServer;
import hocket.servlet.HocketServlet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Gives the properties that are set to the options they name. */
final class OptionsFromProperties {
    private static final Map<Class<?>, String> ADVICE = Map.of(
            Duration.class, "a time of more than 0 such as 25s",
            DataSize.class, "a size of more than 0 such as 1MB",
            Integer.class, "a number of 1 or more",
            String.class, "a path such as /socket.io");

    private final HocketProperties properties;

    OptionsFromProperties(HocketProperties properties) {
        this.properties = properties;
    }

    /**
     * Sets the options.
     *
     * @throws PropertyException if one refuses its value
     */
    void apply(SocketIoOptions.Builder options) {
        options.engine(this::applyToEngine);
        set("serve-client", properties.serveClient(), options::serveClient);
        set("connect-timeout", properties.connectTimeout(), options::connectTimeout);
        set("attachments-timeout", properties.attachmentsTimeout(), options::attachmentsTimeout);
        set(
                "max-namespaces-per-connection",
                properties.maxNamespacesPerConnection(),
                options::maxNamespacesPerConnection);
        set("max-dynamic-namespaces", properties.maxDynamicNamespaces(), options::maxDynamicNamespaces);
        set(
                "cleanup-empty-child-namespaces",
                properties.cleanupEmptyChildNamespaces(),
                options::cleanupEmptyChildNamespaces);
        set("max-pending-acks", properties.maxPendingAcks(), options::maxPendingAcks);
        set("overflow", properties.overflow(), options::overflow);
        options.limits(limits());
        if (properties.recovery().enabled()) {
            options.connectionStateRecovery(recovery());
        }
    }

    HocketServlet servlet(SocketIoServer io) {
        HocketServlet[] made = {new HocketServlet(io)};
        set("lanes", properties.lanes(), count -> made[0] = new HocketServlet(io, count));
        return made[0];
    }

    private void applyToEngine(EngineOptions.Builder engine) {
        set("path", properties.path(), engine::path);
        set("add-trailing-slash", properties.addTrailingSlash(), engine::addTrailingSlash);
        set("transports", properties.transports(), names -> engine.transports(names.toArray(String[]::new)));
        set("allow-upgrades", properties.allowUpgrades(), engine::allowUpgrades);
        set("allow-eio3", properties.allowEio3(), engine::allowEIO3);
        set("ping-interval", properties.pingInterval(), engine::pingInterval);
        set("ping-timeout", properties.pingTimeout(), engine::pingTimeout);
        set("upgrade-timeout", properties.upgradeTimeout(), engine::upgradeTimeout);
        set("close-timeout", properties.closeTimeout(), engine::closeTimeout);
        set("web-socket-close-timeout", properties.webSocketCloseTimeout(), engine::webSocketCloseTimeout);
        set("write-timeout", properties.writeTimeout(), engine::writeTimeout);
        set("max-http-buffer-size", properties.maxHttpBufferSize(), size -> engine.maxHttpBufferSize(bytes(size)));
        set("max-fragments", properties.maxFragments(), engine::maxFragments);
        set("max-outbound-size", properties.maxOutboundSize(), size -> engine.maxOutboundBytes(size.toBytes()));
        set("pause-reading-size", properties.pauseReadingSize(), size -> engine.pauseReadingBytes(size.toBytes()));
        set("max-connections", properties.maxConnections(), engine::maxConnections);
        set("max-connections-per-ip", properties.maxConnectionsPerIp(), engine::maxConnectionsPerIp);
        set("max-pending-events", properties.maxPendingEvents(), engine::maxPendingEvents);
        set(
                "http-compression-threshold",
                properties.httpCompressionThreshold(),
                size -> engine.httpCompression(size.toBytes() == 0 ? null : new HttpCompression(bytes(size))));
        if (properties.perMessageDeflate().enabled()) {
            engine.perMessageDeflate(PerMessageDeflate.DEFAULT);
            set(
                    "per-message-deflate.threshold",
                    properties.perMessageDeflate().threshold(),
                    size -> engine.perMessageDeflate(PerMessageDeflate.DEFAULT.thresholdBytes(bytes(size))));
        }
        if (properties.cookie().enabled()) {
            set("cookie.name", properties.cookie().name(), name -> engine.cookie(cookie()));
        }
    }

    private PacketLimits limits() {
        PacketLimits[] limits = {PacketLimits.DEFAULT};
        set("max-attachments", properties.maxAttachments(), count -> limits[0] = limits[0].maxAttachments(count));
        set("max-packet-size", properties.maxPacketSize(), size -> limits[0] = limits[0].maxPacketBytes(bytes(size)));
        return limits[0];
    }

    private Cookie cookie() {
        HocketProperties.SessionCookie wanted = properties.cookie();
        Cookie.SameSite sameSite = wanted.sameSite() == null ? Cookie.DEFAULT.sameSite() : wanted.sameSite();
        return new Cookie(wanted.name(), wanted.path(), null, null, true, wanted.secure(), sameSite);
    }

    private RecoveryOptions recovery() {
        RecoveryOptions[] made = {null};
        Duration given = properties.recovery().maxDisconnectionDuration();
        Duration longest = given == null ? RecoveryOptions.DEFAULT.maxDisconnectionDuration() : given;
        set(
                "recovery.max-disconnection-duration",
                longest,
                time -> made[0] =
                        new RecoveryOptions(time, properties.recovery().skipMiddlewares()));
        return made[0];
    }

    private static int bytes(DataSize size) {
        try {
            return Math.toIntExact(size.toBytes());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("it must be less than 2GB");
        }
    }

    private static <T> void set(String name, @Nullable T value, Consumer<T> option) {
        if (value == null) {
            return;
        }
        try {
            option.accept(value);
        } catch (IllegalArgumentException e) {
            String advice =
                    value instanceof List ? "polling, websocket or both" : ADVICE.getOrDefault(value.getClass(), "");
            throw new PropertyException("hocket." + name, value, advice, e);
        }
    }
}
