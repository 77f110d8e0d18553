package hocket.benchmarks.load;

import java.io.IOException;

/** One client: through the handshakes to the namespace, into its rooms, and then whatever the traffic is. */
final class Client implements Transport.Receiver {
    /** Where a client is on its way. */
    private enum Stage {
        OPENING,
        CONNECTING,
        PREPARING,
        READY,
        GONE
    }

    final int number;
    final String in;
    final Transport transport;
    private final Traffic traffic;
    private final LoadRun run;
    private int toPrepare;
    private Stage stage = Stage.OPENING;

    Client(int number, Workload workload, Traffic traffic, Network network, LoadRun run) throws IOException {
        this.number = number;
        this.in = Wire.in(workload.namespaceOf(number));
        this.traffic = traffic;
        this.run = run;
        this.transport = workload.polling()
                ? new PollingTransport(network, number, this)
                : new WebSocketTransport(network, number, this);
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        if (to - from == 1 && bytes[from] == '2') {
            transport.text(Wire.ENGINE_PONG);
        } else if (stage == Stage.READY) {
            traffic.onText(this, bytes, from, to);
        } else {
            onHandshake(bytes, from, to);
        }
    }

    private void onHandshake(byte[] bytes, int from, int to) {
        if (stage == Stage.OPENING && bytes[from] == '0') {
            stage = Stage.CONNECTING;
            transport.text(Wire.ascii("40" + in));
        } else if (stage == Stage.CONNECTING && begins(bytes, from, to, "40")) {
            stage = Stage.PREPARING;
            toPrepare = traffic.prepare(this);
            readyIfPrepared();
        } else if (stage == Stage.PREPARING && begins(bytes, from, to, "43")) {
            toPrepare--;
            readyIfPrepared();
        } else if (stage != Stage.PREPARING) { // what was asked of it on the way, and broadcasts, may come before
            run.faults().wrong("client " + number + ": unexpected in its handshake: " + Wire.excerpt(bytes, from, to));
        }
    }

    private void readyIfPrepared() {
        if (toPrepare == 0) {
            stage = Stage.READY;
            run.onReady();
        }
    }

    private static boolean begins(byte[] bytes, int from, int to, String with) {
        for (int i = 0; i < with.length(); i++) {
            if (from + i >= to || bytes[from + i] != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        traffic.onBinary(this, bytes, from, to);
    }

    @Override
    public void onRead() {
        traffic.onRead(this);
    }

    @Override
    public void onEnd(String why) {
        if (stage != Stage.GONE) {
            boolean wasReady = stage == Stage.READY;
            stage = Stage.GONE;
            run.onLost(wasReady, "client " + number + ": " + why);
        }
    }

    void close() {
        stage = Stage.GONE;
        transport.close();
    }
}
