package hocket.client;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A user's listener, whose failures are logged and go no further. */
final class GuardedListener implements ClientListener {
    private static final Logger LOG = Logger.getLogger("hocket.client");

    private final ClientListener listener;

    GuardedListener(ClientListener listener) {
        this.listener = listener;
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) { // user code, on the lane
            LOG.log(Level.SEVERE, "a listener of the client failed", e);
        }
    }

    @Override
    public void onHandshake(String sid, TransportName transport) {
        guard(() -> listener.onHandshake(sid, transport));
    }

    @Override
    public void onPacket(EnginePacket packet) {
        guard(() -> listener.onPacket(packet));
    }

    @Override
    public void onPacketCreate(EncodedPacket packet) {
        guard(() -> listener.onPacketCreate(packet));
    }

    @Override
    public void onFlush(List<EncodedPacket> packets) {
        guard(() -> listener.onFlush(packets));
    }

    @Override
    public void onDrain() {
        guard(listener::onDrain);
    }

    @Override
    public void onUpgrading(TransportName to) {
        guard(() -> listener.onUpgrading(to));
    }

    @Override
    public void onUpgrade(TransportName to) {
        guard(() -> listener.onUpgrade(to));
    }

    @Override
    public void onUpgradeError(String why) {
        guard(() -> listener.onUpgradeError(why));
    }

    @Override
    public void onDropped(String namespace, String event) {
        guard(() -> listener.onDropped(namespace, event));
    }
}
