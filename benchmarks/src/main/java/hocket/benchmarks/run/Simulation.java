package hocket.benchmarks.run;

import hocket.benchmarks.load.LoadResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How the server's own cost grows, far beyond what the operating system lets one process have: no sockets, one thread, and
 * virtual time.
 */
final class Simulation {
    private static final String SERVER = "Hocket, in memory";
    private static final int[] SIZES = {100, 1000, 10_000, 20_000, 50_000};
    private static final int[] ROOMS = {1, 10, 100, 1000, 10_000};
    private static final int SIZE_WITH_ROOMS = 20_000;
    /** So many messages at least go ahead of the first that counts. */
    private static final int WARM_UP_MESSAGES = 500_000;

    private final int rounds;

    Simulation(Effort effort) {
        rounds = effort.curveRounds();
    }

    /** What the curves are over, by their names. */
    static final Map<String, String> AXES = Map.of(
            "simulated-receivers", "receivers of each broadcast, in memory",
            "simulated-heartbeats", "clients that are pinged and answer, in memory",
            "simulated-rooms", "rooms that 20 000 receivers are spread over, in memory");

    Map<String, List<Sample>> run() {
        Map<String, List<Sample>> curves = new LinkedHashMap<>();
        List<Sample> receivers = new ArrayList<>();
        List<Sample> beats = new ArrayList<>();
        Progress progress = new Progress("in memory", SIZES.length + ROOMS.length);
        for (int size : SIZES) {
            progress.next(size + " clients");
            Crowd crowd = new Crowd(size);
            crowd.join(1);
            receivers.addAll(samples(size, () -> crowd.toRooms(1)));
            beats.addAll(samples(size, crowd::beat));
        }
        curves.put("simulated-receivers", receivers);
        curves.put("simulated-heartbeats", beats);
        List<Sample> spread = new ArrayList<>();
        for (int rooms : ROOMS) {
            progress.next(rooms + " rooms");
            Crowd crowd = new Crowd(SIZE_WITH_ROOMS);
            crowd.join(rooms);
            spread.addAll(samples(rooms, () -> crowd.toRooms(rooms)));
        }
        curves.put("simulated-rooms", spread);
        return curves;
    }

    private List<Sample> samples(int x, Supplier<LoadResult> visit) {
        List<Sample> samples = new ArrayList<>();
        for (long sent = 0; sent < WARM_UP_MESSAGES; ) {
            sent += visit.get().messages();
        }
        for (int round = 0; round < rounds; round++) {
            samples.add(new Sample(SERVER, x, round, visit.get(), 0));
        }
        return samples;
    }
}
