package hocket.benchmarks.load;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Each talker keeps a window of messages in flight and gets each of them back. */
final class EchoTraffic implements Traffic {
    private static final String BINARY_HEAD = "51-%s[\"echo-bin\",{\"_placeholder\":true,\"num\":0}]";

    private final Workload workload;
    private final Meter meter;
    private final Talker[] talkers;
    private boolean isStopped;

    EchoTraffic(Workload workload, Meter meter) {
        this.workload = workload;
        this.meter = meter;
        this.talkers = new Talker[workload.connections()];
    }

    @Override
    public int prepare(Client client) {
        return 0;
    }

    @Override
    public void begin(List<Client> clients) {
        int every = clients.size() / workload.talkers();
        for (int i = 0; i < workload.talkers(); i++) {
            Client client = clients.get(i * every);
            Talker talker = new Talker(client);
            talkers[client.number] = talker;
            talker.send(workload.window());
            client.transport.flush();
        }
    }

    @Override
    public void onText(Client client, byte[] bytes, int from, int to) {
        Talker talker = talkers[client.number];
        if (talker == null) {
            meter.faults().wrong("a client that is silent was told " + Wire.excerpt(bytes, from, to));
        } else {
            talker.onText(bytes, from, to);
        }
    }

    @Override
    public void onBinary(Client client, byte[] bytes, int from, int to) {
        Talker talker = talkers[client.number];
        if (talker != null) {
            talker.onBinary(bytes, from, to);
        }
    }

    @Override
    public void onRead(Client client) {
        Talker talker = talkers[client.number];
        if (talker != null && !isStopped) {
            talker.send(workload.window() - talker.inFlight.size());
        }
    }

    @Override
    public void stop() {
        isStopped = true;
    }

    @Override
    public long inFlight() {
        return Arrays.stream(talkers)
                .mapToLong(talker -> talker == null ? 0 : talker.inFlight.size())
                .sum();
    }

    /** What one client has sent and not yet got back. */
    private final class Talker {
        private final Client client;
        private final Deque<Long> inFlight = new ArrayDeque<>(); // when they were sent
        private int sent;
        private int got;
        private boolean headCame;

        Talker(Client client) {
            this.client = client;
        }

        void send(int count) {
            long now = System.nanoTime();
            for (int i = 0; i < count; i++) {
                inFlight.add(now);
                sendOne(sent++);
            }
        }

        private void sendOne(int number) {
            switch (workload.kind()) {
                case ACK -> client.transport.text(packet("42" + client.in + number + "[\"echo\",", number));
                case BINARY -> {
                    client.transport.text(Wire.ascii("4" + BINARY_HEAD.formatted(client.in)));
                    client.transport.binary(attachment(number));
                }
                default -> client.transport.text(packet("42" + client.in + "[\"echo\",", number));
            }
        }

        private byte[] packet(String head, int number) {
            return Wire.packet(head, payload(number), client.number, number);
        }

        private byte[] attachment(int number) {
            byte[] attachment = new byte[payload(number).length()];
            payload(number).write(client.number, number, attachment, 0);
            return attachment;
        }

        private Payload payload(int number) {
            return workload.payloads().get(number % workload.payloads().size());
        }

        void onText(byte[] bytes, int from, int to) {
            switch (workload.kind()) {
                case ACK -> whole(packet("43" + client.in + got + "[", got), bytes, from, to);
                case BINARY -> {
                    check(Wire.ascii("4" + BINARY_HEAD.formatted(client.in)), bytes, from, to);
                    headCame = true;
                }
                default -> whole(packet("42" + client.in + "[\"echo\",", got), bytes, from, to);
            }
        }

        void onBinary(byte[] bytes, int from, int to) {
            if (!headCame) {
                meter.faults().wrong("client " + client.number + ": an attachment without its event");
            }
            headCame = false;
            whole(attachment(got), bytes, from, to);
        }

        private void whole(byte[] expected, byte[] bytes, int from, int to) {
            check(expected, bytes, from, to);
            Long when = inFlight.poll();
            if (when == null) {
                meter.faults().wrong("client " + client.number + ": more came back than was sent");
            } else {
                got++;
                meter.onMessage(when);
            }
        }

        private void check(byte[] expected, byte[] bytes, int from, int to) {
            if (!Arrays.equals(expected, 0, expected.length, bytes, from, to)) {
                meter.faults()
                        .wrong("client %d, message %d: %s instead of %s"
                                .formatted(
                                        client.number,
                                        got,
                                        Wire.excerpt(bytes, from, to),
                                        Wire.excerpt(expected, 0, expected.length)));
            }
        }
    }
}
