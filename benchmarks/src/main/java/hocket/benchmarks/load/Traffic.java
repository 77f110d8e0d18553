package hocket.benchmarks.load;

import java.util.List;

/** What the clients of one run say to each other through the server. */
interface Traffic {
    static Traffic of(Workload workload, Meter meter) {
        return switch (workload.kind()) {
            case IDLE -> new Idleness(workload);
            case ECHO, ACK, BINARY -> new EchoTraffic(workload, meter);
            case BROADCAST, ROOMS -> new CastTraffic(workload, meter);
        };
    }

    /** A client is in its namespace; returns for how many acks it must wait before it is ready. */
    int prepare(Client client);

    /** All are ready. */
    void begin(List<Client> clients);

    void onText(Client client, byte[] bytes, int from, int to);

    void onBinary(Client client, byte[] bytes, int from, int to);

    /** All that one read of that client brought was handed on: the time to send anew, all at once. */
    void onRead(Client client);

    /** No more is sent; what is on its way may still come. */
    void stop();

    /** How many messages are on their way. */
    long inFlight();
}
