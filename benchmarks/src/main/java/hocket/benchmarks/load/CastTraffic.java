package hocket.benchmarks.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window of broadcasts in flight, over all rooms in turns; each member gets each of its room, in order. */
final class CastTraffic implements Traffic {
    private final Workload workload;
    private final Meter meter;
    private final List<Room> rooms = new ArrayList<>();
    private final long[] next; // of each client: the number of the broadcast that must come
    private int outstanding;
    private int turn;
    private boolean isStopped = true;

    CastTraffic(Workload workload, Meter meter) {
        this.workload = workload;
        this.meter = meter;
        this.next = new long[workload.connections() + workload.senders()];
        for (int i = 0; i < workload.rooms(); i++) {
            rooms.add(new Room(i));
        }
    }

    private @Nullable Room roomOf(Client client) {
        int receiver = client.number - workload.senders();
        return receiver < 0 ? null : rooms.get(receiver % rooms.size());
    }

    @Override
    public int prepare(Client client) {
        Room room = roomOf(client);
        if (room == null) {
            return 0;
        }
        room.members++;
        if (workload.kind() == Kind.BROADCAST) {
            return 0;
        }
        client.transport.text(Wire.ascii("42" + client.in + "0[\"join\",\"r" + room.number + "\"]"));
        return 1;
    }

    @Override
    public void begin(List<Client> clients) {
        for (Room room : rooms) {
            room.sender = clients.get(room.number % workload.talkers());
        }
        isStopped = false;
        pump();
    }

    private void pump() {
        while (!isStopped && outstanding < workload.window()) {
            rooms.get(turn++ % rooms.size()).send();
        }
    }

    @Override
    public void onText(Client client, byte[] bytes, int from, int to) {
        Room room = roomOf(client);
        Cast cast = room == null ? null : room.cast(next[client.number]);
        if (room == null || cast == null) {
            meter.faults().wrong("client " + client.number + ": unexpected: " + Wire.excerpt(bytes, from, to));
            return;
        }
        if (!Arrays.equals(cast.expected, 0, cast.expected.length, bytes, from, to)) {
            meter.faults().wrong("client " + client.number + ": wrong: " + Wire.excerpt(bytes, from, to));
        }
        next[client.number]++;
        meter.onMessage(cast.sentNanos);
        room.onReceived(cast);
    }

    @Override
    public void onBinary(Client client, byte[] bytes, int from, int to) {
        meter.faults().wrong("client " + client.number + ": nobody sends binary");
    }

    /** Before the frames of this client are written: its own buffer is not to be taken by a sender. */
    @Override
    public void onRead(Client client) {
        client.transport.flush();
        pump();
    }

    @Override
    public void stop() {
        isStopped = true;
    }

    @Override
    public long inFlight() {
        return rooms.stream()
                .flatMap(room -> room.casts.stream())
                .mapToLong(cast -> cast.left)
                .sum();
    }

    /** One broadcast on its way. */
    private static final class Cast {
        private final byte[] expected;
        private final long sentNanos;
        private int left;

        Cast(byte[] expected, long sentNanos, int left) {
            this.expected = expected;
            this.sentNanos = sentNanos;
            this.left = left;
        }
    }

    private final class Room {
        private final int number;
        private final Deque<Cast> casts = new ArrayDeque<>();
        private @Nullable Client sender;
        private long firstNumber;
        private int sent;
        private int members;

        Room(int number) {
            this.number = number;
        }

        void send() {
            Client from = sender;
            if (from == null) {
                throw new IllegalStateException("nobody sends to room " + number);
            }
            long now = System.nanoTime();
            long time = now - meter.startNanos();
            boolean toAll = workload.kind() == Kind.BROADCAST;
            String head = toAll ? "[\"broadcast\"," : "[\"to-room\",\"r" + number + "\",";
            from.transport.text(packet("42" + from.in + head + time + ","));
            String received = toAll ? "[\"broadcast\"," : "[\"room\",";
            casts.add(new Cast(packet("42" + from.in + received + time + ","), now, members));
            sent++;
            outstanding++;
            from.transport.flush();
        }

        private byte[] packet(String head) {
            return Wire.packet(head, workload.payloads().get(0), number, sent);
        }

        @Nullable
        Cast cast(long wanted) {
            long skip = wanted - firstNumber;
            for (Cast cast : casts) {
                if (skip-- == 0) {
                    return cast;
                }
            }
            return null;
        }

        void onReceived(Cast cast) {
            cast.left--;
            while (!casts.isEmpty() && casts.element().left == 0) {
                casts.remove();
                firstNumber++;
                outstanding--;
            }
        }
    }
}
