package hocket.engine;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;

/** Hands the events of a session from its lane to where user code runs. */
final class MailboxListener implements EngineSocketListener, Executor, Mailbox.Owner {
    private static final System.Logger LOG = System.getLogger("hocket.engine");

    private final EngineSocket session;
    private final EngineListener server;
    private final Mailbox mailbox;
    private volatile EngineSocketListener user = new EngineSocketListener() {}; // written in the mailbox

    MailboxListener(EngineSocket session, EngineOptions options, EngineListener server) {
        this.session = session;
        this.server = server;
        this.mailbox = new Mailbox(options.handlers, session.lane(), options.maxPendingEvents, this);
    }

    @Override
    public void onError(Throwable error) {
        LOG.log(Level.ERROR, "a listener of a session failed", error);
    }

    @Override
    public void onFull() {
        session.pauseReading();
    }

    @Override
    public void onRoom() {
        session.resumeReading();
    }

    void connected() {
        mailbox.post(() -> user = server.onConnection(session));
    }

    @Override
    public void execute(Runnable task) {
        mailbox.post(task);
    }

    @Override
    public void onMessage(EngineMessage message) {
        mailbox.post(() -> user.onMessage(message));
    }

    @Override
    public void onUpgrade() {
        mailbox.post(() -> user.onUpgrade());
    }

    @Override
    public void onClose(CloseReason reason, String description) {
        mailbox.post(() -> user.onClose(reason, description));
    }

    @Override
    public void onPacket(EnginePacket packet) {
        user.onPacket(packet);
    }

    @Override
    public void onPacketCreate(EncodedPacket packet) {
        user.onPacketCreate(packet);
    }

    @Override
    public void onHeartbeat() {
        user.onHeartbeat();
    }

    @Override
    public void onUpgrading() {
        user.onUpgrading();
    }

    @Override
    public void onUpgradeFailed(UpgradeFailure failure) {
        user.onUpgradeFailed(failure);
    }

    @Override
    public void onFlush(List<EncodedPacket> buffer) {
        user.onFlush(buffer);
    }

    @Override
    public void onDrain() {
        user.onDrain();
    }

    @Override
    public void onWritable() {
        user.onWritable();
    }

    @Override
    public void onOutboundLimit(OutboundLimit exceeded) {
        user.onOutboundLimit(exceeded);
    }
}
