package hocket.benchmarks.load;

/** What the clients of a workload do. */
public enum Kind {
    /** Nothing, but stay. */
    IDLE,
    /** Send an event and get it back as an event. */
    ECHO,
    /** Send an event and get it back as the ack. */
    ACK,
    /** Send an event with an attachment and get both back. */
    BINARY,
    /** One sends, all receive. */
    BROADCAST,
    /** A few send to rooms, and who is in them receives. */
    ROOMS
}
