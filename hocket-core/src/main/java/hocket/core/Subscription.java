package hocket.core;

/** A registration that can be taken back. Any thread. */
public interface Subscription {
    /** What was registered is called no more, but for calls already on their way. Harmless if repeated. */
    void remove();
}
