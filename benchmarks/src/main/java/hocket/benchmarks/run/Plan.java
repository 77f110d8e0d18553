package hocket.benchmarks.run;

import hocket.benchmarks.load.Kind;
import hocket.benchmarks.load.Payload;
import hocket.benchmarks.load.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is measured. */
public final class Plan {
    private static final int[] SIZES = {64, 512, 4096, 32_768, 100_000};
    private static final int MIXED_LARGEST = 16_384;

    private Plan() {}

    public static List<Workload> workloads() {
        Payload small = Payload.text(Payload.SMALL);
        return List.of(
                Workload.echo("echo1", Kind.ECHO, 100, 1, small),
                Workload.echo("echo16", Kind.ECHO, 50, 16, small),
                Workload.echo("ack16", Kind.ACK, 50, 16, small),
                Workload.echo("json", Kind.ECHO, 50, 4, Payload.object()),
                Workload.echo("utf8", Kind.ECHO, 50, 4, Payload.multiByte(256)),
                Workload.echo("mixed", Kind.ECHO, 50, 4, mixed()),
                Workload.echo("binary", Kind.BINARY, 50, 4, Payload.bytes(1024)),
                Workload.broadcast("broadcast1", 1000, 1),
                Workload.broadcast("broadcast4", 1000, 4),
                Workload.rooms("rooms", 1000, 100, 16),
                Workload.echo("polling", Kind.ECHO, 50, 1, small).byPolling(),
                Workload.echo("quiet", Kind.ECHO, 10_000, 1, small).talkers(100));
    }

    /** Mostly small ones, as conversations are, and now and then a large one. */
    private static Payload[] mixed() {
        List<Payload> payloads = new ArrayList<>();
        for (int bytes = MIXED_LARGEST; bytes >= Payload.SMALL; bytes /= 4) {
            payloads.add(Payload.text(bytes));
            while (Integer.bitCount(payloads.size() + 1) != 1) {
                payloads.add(Payload.text(Payload.SMALL));
            }
        }
        return payloads.toArray(Payload[]::new);
    }

    public static List<Curve> curves() {
        return List.of(
                new Curve("size", "bytes of each message", Contestant.ALL, points(Plan::ofSize, SIZES)),
                new Curve(
                        "multi-byte",
                        "bytes of each message, most beyond ASCII",
                        Contestant.ALL,
                        points(Plan::ofMultiByteSize, SIZES)),
                new Curve(
                        "connections",
                        "connections, of which 100 talk",
                        Contestant.ALL,
                        points(
                                count -> Workload.echo("connections", Kind.ECHO, count, 1, Payload.text(Payload.SMALL))
                                        .talkers(100),
                                100,
                                1000,
                                10_000)),
                new Curve(
                        "receivers",
                        "receivers of each broadcast",
                        Contestant.ALL,
                        points(count -> Workload.broadcast("receivers", count, 4), 1, 100, 1000, 10_000)),
                new Curve(
                        "rooms",
                        "rooms that 3000 receivers are spread over",
                        Contestant.ALL,
                        points(count -> Workload.rooms("rooms", 3000, count, 16), 10, 300, 3000)),
                new Curve(
                        "namespaces",
                        "namespaces that 100 connections are spread over",
                        Contestant.OURS,
                        points(
                                count -> Workload.echo("namespaces", Kind.ECHO, 100, 4, Payload.text(Payload.SMALL))
                                        .namespaces(count),
                                1,
                                10,
                                100)));
    }

    private static Workload ofSize(int bytes) {
        return Workload.echo("size", Kind.ECHO, 10, 2, Payload.text(bytes));
    }

    private static Workload ofMultiByteSize(int bytes) {
        return Workload.echo("multi-byte", Kind.ECHO, 10, 2, Payload.multiByte(bytes));
    }

    /** Far beyond what one would run: the cost of each must not depend on how many there are. */
    public static List<Curve> scale() {
        return List.of(
                new Curve(
                        "scale-idle",
                        "idle connections",
                        List.of(Contestant.HOCKET),
                        points(count -> Workload.idle("scale-idle", count), 1000, 10_000, 19_000, 50_000)),
                new Curve(
                        "scale-receivers",
                        "receivers in one room",
                        List.of(Contestant.HOCKET),
                        points(count -> Workload.rooms("scale-receivers", count, 1, 4), 1000, 5000, 19_000)));
    }

    /** What the curve of that name is over. */
    public static String axisOf(String name) {
        return Stream.concat(curves().stream(), scale().stream())
                .filter(curve -> curve.name().equals(name))
                .map(Curve::axis)
                .findFirst()
                .orElse(Simulation.AXES.getOrDefault(name, name));
    }

    /** Those with these names, or all if there are no names. */
    public static <T> List<T> chosen(List<T> all, Function<T, String> name, List<String> names) {
        List<String> known = all.stream().map(name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("choose of " + String.join(", ", known));
        }
        return all.stream()
                .filter(one -> names.isEmpty() || names.contains(name.apply(one)))
                .toList();
    }

    private static List<Curve.Point> points(IntFunction<Workload> workload, int... values) {
        return IntStream.of(values)
                .mapToObj(value -> new Curve.Point(value, workload.apply(value)))
                .toList();
    }
}
