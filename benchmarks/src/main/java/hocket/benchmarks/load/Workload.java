package hocket.benchmarks.load;

import java.util.List;
import java.util.Locale;

/**
 * What is asked of a server.
 *
 * @param connections how many clients there are; those that only send to rooms come on top
 * @param talkers how many of them send
 * @param window the messages in flight: of each talker, or for broadcasts of all together
 * @param rooms how many rooms there are; for {@link Kind#IDLE} how many each client is in
 * @param namespaces over how many namespaces the clients are spread; 0 for the main one
 * @param pending how many acks each client leaves open
 */
public record Workload(
        String name,
        Kind kind,
        boolean polling,
        int connections,
        int talkers,
        int window,
        int rooms,
        int namespaces,
        int pending,
        List<Payload> payloads) {
    private static final int SENDERS = 4;

    public static Workload echo(String name, Kind kind, int connections, int window, Payload... payloads) {
        return new Workload(name, kind, false, connections, connections, window, 0, 0, 0, List.of(payloads));
    }

    public static Workload broadcast(String name, int receivers, int window) {
        return new Workload(
                name, Kind.BROADCAST, false, receivers, 1, window, 1, 0, 0, List.of(Payload.text(Payload.SMALL)));
    }

    public static Workload rooms(String name, int receivers, int rooms, int window) {
        return new Workload(
                name, Kind.ROOMS, false, receivers, SENDERS, window, rooms, 0, 0, List.of(Payload.text(Payload.SMALL)));
    }

    public static Workload idle(String name, int connections) {
        return new Workload(name, Kind.IDLE, false, connections, 0, 1, 0, 0, 0, List.of(Payload.text(Payload.SMALL)));
    }

    /** By long-polling and not by WebSocket. */
    public Workload byPolling() {
        return new Workload(name, kind, true, connections, talkers, window, rooms, namespaces, pending, payloads);
    }

    /** Only some of the clients send. */
    public Workload talkers(int count) {
        return new Workload(name, kind, polling, connections, count, window, rooms, namespaces, pending, payloads);
    }

    public Workload namespaces(int count) {
        return new Workload(name, kind, polling, connections, talkers, window, rooms, count, pending, payloads);
    }

    /** Idle clients that are each in so many rooms. */
    public Workload inRooms(int count) {
        return new Workload(name, kind, polling, connections, talkers, window, count, namespaces, pending, payloads);
    }

    /** Idle clients that each owe so many acks. */
    public Workload pending(int count) {
        return new Workload(name, kind, polling, connections, talkers, window, rooms, namespaces, count, payloads);
    }

    /** What it is, in a few words. */
    public String about() {
        String clients = connections + (polling ? " polling clients" : " clients");
        String each = payloads.size() > 1
                ? payloads.get(payloads.size() - 1).length() + " B and more"
                : payloads.get(0).length() + " B";
        return switch (kind) {
            case IDLE -> clients + ", idle";
            case BROADCAST -> clients + " receive, " + window + " broadcasts in flight, " + each;
            case ROOMS -> clients + " in " + rooms + " rooms receive, " + window + " messages in flight, " + each;
            default ->
                clients + (talkers < connections ? ", of which " + talkers + " talk" : "") + ", " + window
                        + " in flight each, " + kind.name().toLowerCase(Locale.ROOT) + " of " + each;
        };
    }

    /** How many clients only send. */
    int senders() {
        return kind == Kind.ROOMS ? talkers : 0;
    }

    String namespaceOf(int client) {
        return namespaces == 0 ? "/" : "/n" + client % namespaces;
    }
}
