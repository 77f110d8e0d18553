package hocket.client;

import hocket.core.Args;

/** An event that a {@link SimpleClient} has received. Immutable. */
public final class ReceivedEvent {
    private final String name;
    private final Args args;

    ReceivedEvent(String name, Args args) {
        this.name = name;
        this.args = args;
    }

    /** The event's name. */
    public String name() {
        return name;
    }

    /** Its arguments. */
    public Args args() {
        return args;
    }

    @Override
    public String toString() {
        return name + " with " + args;
    }
}
