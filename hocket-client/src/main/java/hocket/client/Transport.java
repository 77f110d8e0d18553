package hocket.client;

import hocket.core.EncodedPacket;
import hocket.core.EnginePacket;
import java.util.List;

/**
 * One way of an Engine.IO session's packets: it turns them into requests or messages and back. What it hears of the
 * session is its owner's to judge. Belongs to the manager's lane.
 */
abstract class Transport {
    /** Whom a transport tells; not once it was closed. Called on the lane. */
    interface Owner {
        /** It can carry packets. Not told of polling without a session, whose first packet says so. */
        void onReady(Transport transport);

        void onPacket(Transport transport, EnginePacket packet);

        /** It has become writable again. */
        void onWritable(Transport transport);

        /** It ended, and not by {@link #close} or {@link #abort}; told once. */
        void onEnd(Transport transport, DisconnectReason reason, DisconnectDetails details);
    }

    abstract TransportName name();

    abstract void open();

    /** Sends packets, in order. Called when it is writable. */
    abstract void send(List<EncodedPacket> packets);

    abstract boolean isWritable();

    /** Finishes what is on its way, both ways, begins nothing more, and runs the task then. */
    abstract void pause(Runnable paused);

    /** It goes on after all: what {@link #pause} began is undone. */
    abstract void resume();

    /** Reads no more for now, or reads again. */
    abstract void reading(boolean wanted);

    /** Says good-bye, after what was sent, and runs the task when that is done; the owner is told nothing more. */
    abstract void close(Runnable gone);

    /** Ends at once; the owner is told nothing more. */
    abstract void abort();
}
