package hocket.benchmarks.load;

import java.util.List;

/** Clients that do nothing once they are in their rooms and owe their acks. */
final class Idleness implements Traffic {
    private final Workload workload;

    Idleness(Workload workload) {
        this.workload = workload;
    }

    @Override
    public int prepare(Client client) {
        int acks = 0;
        for (int room = 0; room < workload.rooms(); room++) {
            client.transport.text(Wire.ascii("42" + client.in + acks++ + "[\"join\",\"r" + room + "\"]"));
        }
        if (workload.pending() > 0) {
            client.transport.text(
                    Wire.ascii("42" + client.in + acks++ + "[\"leave-pending\"," + workload.pending() + "]"));
        }
        return acks;
    }

    @Override
    public void begin(List<Client> clients) {}

    @Override
    public void onText(Client client, byte[] bytes, int from, int to) {}

    @Override
    public void onBinary(Client client, byte[] bytes, int from, int to) {}

    @Override
    public void onRead(Client client) {}

    @Override
    public void stop() {}

    @Override
    public long inFlight() {
        return 0;
    }
}
