package hocket.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hocket.engine.spi.HostHandler;
import hocket.engine.spi.HttpExchange;
import hocket.engine.spi.Lane;
import hocket.engine.spi.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Lane} and {@link Timeout} promise, of a lane of the host. */
abstract class LaneTests extends HostTests<TestedHost> {
    private static final long MILLI = 1_000_000;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private TestedHost host;
    private Lane lane;

    LaneTests(Function<HostHandler, TestedHost> starter) {
        super(starter);
    }

    @BeforeEach
    final void findALane() {
        AtomicReference<HttpExchange> arrived = new AtomicReference<>();
        host = startForRequests(arrived::set);
        host.begin("GET", "/");
        lane = eventually(host, "a request arrives", arrived::get).lane();
    }

    /** Runs the task on the lane and waits until it has returned. */
    private void onLane(Consumer<Lane> task) {
        AtomicInteger done = new AtomicInteger();
        lane.execute(() -> {
            try {
                task.accept(lane);
            } finally {
                done.set(1);
            }
        });
        eventually(host, "a task has run", () -> done.get() == 1);
    }

    private void eventsAre(String... expected) {
        eventually(host, "all events have come", () -> events.size() >= expected.length);
        assertThat(events).containsExactly(expected);
    }

    @Test
    final void tasksRunOnTheLane() {
        onLane(inside -> {
            check(inside.isInside(), "a task did not run inside its lane");
            inside.assertInside();
        });
    }

    @Test
    final void otherThreadsAreNotInside() {
        elsewhere(() -> {
            assertThat(lane.isInside()).isFalse();
            assertThatThrownBy(lane::assertInside)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(lane.toString());
        });
    }

    @Test
    final void executeNeverRunsATaskAtOnce() {
        onLane(inside -> {
            inside.execute(() -> events.add("inner"));
            events.add("outer");
        });

        eventsAre("outer", "inner");
    }

    @Test
    final void runRunsATaskAtOnceInsideTheLaneAndLaterElsewhere() {
        onLane(inside -> {
            inside.run(() -> events.add("first"));
            events.add("second");
        });
        elsewhere(() -> lane.run(() -> events.add(lane.isInside() ? "third" : "not on the lane")));

        eventsAre("first", "second", "third");
    }

    @Test
    final void tasksOfOneThreadRunInTheirOrder() {
        List<List<Integer>> seen = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Thread> threads = seen.stream()
                .map(mine -> new Thread(() -> IntStream.range(0, 10_000).forEach(i -> lane.execute(() -> mine.add(i)))))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(HostTests::join);
        onLane(inside -> {});

        List<Integer> inOrder = IntStream.range(0, 10_000).boxed().toList();
        assertThat(seen).allSatisfy(mine -> assertThat(mine).isEqualTo(inOrder));
    }

    @Test
    final void theEndOfATurnComesAfterTheTasksOfTheTurnInOrder() {
        onLane(inside -> {
            inside.atTurnEnd(() -> {
                events.add("end 1");
                inside.atTurnEnd(() -> events.add("end 3"));
            });
            inside.atTurnEnd(() -> events.add("end 2"));
            inside.execute(() -> events.add("task"));
        });

        eventsAre("task", "end 1", "end 2", "end 3");
    }

    @Test
    final void whatATurnLeavesToAnExecutorIsHandedOverByOneCallBeforeTheFlush() {
        List<Runnable> calls = new ArrayList<>();
        onLane(inside -> {
            inside.atTurnEnd(() -> {
                events.add("end, " + calls.size() + " call");
                inside.atTurnEnd(calls::add, () -> events.add("late"));
            });
            inside.atTurnEnd(() -> events.add("end 2"));
            Executor pool = calls::add;
            inside.atTurnEnd(pool, () -> events.add("first"));
            inside.atTurnEnd(pool, () -> events.add("second"));
            inside.atTurnEnd(pool, () -> events.add("third"));
        });
        onLane(inside -> {});
        eventsAre("end, 1 call", "end 2");

        assertThat(calls).hasSize(2);
        calls.get(0).run();
        assertThat(calls).as("all but the first are handed on").hasSize(4);
        calls.subList(1, 4).forEach(Runnable::run);
        eventsAre("end, 1 call", "end 2", "first", "late", "second", "third");
    }

    @Test
    final void eachExecutorGetsItsOwnTasksAndOneThatThrowsHarmsNoOther() {
        onLane(inside -> {
            inside.atTurnEnd(task -> fail(new IllegalStateException("of a test")), () -> events.add("lost"));
            inside.atTurnEnd(Runnable::run, () -> events.add("task"));
            inside.atTurnEnd(() -> events.add("end"));
        });

        eventsAre("task", "end");
    }

    @Test
    final void aTimerEndsATurnToo() {
        onLane(inside -> inside.newTimeout(() -> {
                    inside.atTurnEnd(() -> events.add("end"));
                    events.add("timer");
                })
                .start(Duration.ofMillis(1)));

        eventsAre("timer", "end");
    }

    @Test
    final void aTaskThatThrowsHarmsNoOther() {
        onLane(inside -> {
            inside.execute(() -> fail(new IllegalStateException("of a test")));
            inside.execute(() -> fail(new StackOverflowError("of a test")));
            inside.execute(() -> events.add("task"));
            inside.atTurnEnd(() -> fail(new IllegalStateException("of a test")));
            inside.atTurnEnd(() -> events.add("end"));
            inside.newTimeout(() -> fail(new IllegalStateException("of a test")))
                    .start(Duration.ofMillis(1));
            inside.newTimeout(() -> events.add("timer")).start(Duration.ofMillis(2));
        });

        eventsAre("task", "end", "timer");
    }

    private static <T extends Throwable> void fail(T failure) throws T {
        failure.setStackTrace(new StackTraceElement[0]); // it is logged, and of no interest
        throw failure;
    }

    @Test
    final void aTimerFiresOnceAndNotBeforeItsTime() {
        AtomicInteger fired = new AtomicInteger();
        onLane(inside -> {
            long start = inside.nanoTime();
            inside.newTimeout(() -> {
                        fired.incrementAndGet();
                        check(inside.isInside(), "a timer fired outside its lane");
                        check(inside.nanoTime() - start >= 20 * MILLI, "a timer fired early");
                    })
                    .start(Duration.ofMillis(20));
        });
        eventually(host, "the timer fires", () -> fired.get() > 0);

        meanwhile(host);
        assertThat(fired).hasValue(1);
    }

    @Test
    final void aTimerOfNoTimeFiresSoonButNotAtOnce() {
        onLane(inside -> {
            inside.newTimeout(() -> events.add("no time")).start(Duration.ZERO);
            events.add("started");
        });
        eventsAre("started", "no time");

        onLane(inside -> inside.newTimeout(() -> events.add("less")).start(Duration.ofMillis(-5)));
        eventsAre("started", "no time", "less");
    }

    @Test
    final void aCancelledTimerDoesNotFire() {
        onLane(inside -> {
            Timeout cancelled = inside.newTimeout(() -> events.add("cancelled"));
            check(!cancelled.isStarted(), "a new timer is started");
            cancelled.cancel();
            cancelled.start(Duration.ofMillis(5));
            check(cancelled.isStarted(), "a started timer is not");
            cancelled.cancel();
            cancelled.cancel();
            check(!cancelled.isStarted(), "a cancelled timer is started");
            inside.newTimeout(() -> events.add("other")).start(Duration.ofMillis(10));
        });

        eventsAre("other");
        meanwhile(host);
        assertThat(events).containsExactly("other");
    }

    @Test
    final void aTimerMayCancelAnotherThatIsDueWithIt() {
        onLane(inside -> {
            Timeout[] pair = new Timeout[2];
            for (int i = 0; i < 2; i++) {
                Timeout[] both = pair;
                int other = 1 - i;
                pair[i] = inside.newTimeout(() -> {
                    events.add("one of the two");
                    both[other].cancel();
                });
            }
            pair[0].start(Duration.ofMillis(5));
            pair[1].start(Duration.ofMillis(5));
        });

        eventsAre("one of the two");
        meanwhile(host);
        assertThat(events).hasSize(1);
    }

    @Test
    final void startingATimerAgainMovesItLater() {
        AtomicInteger fired = new AtomicInteger();
        onLane(inside -> {
            long start = inside.nanoTime();
            Timeout timeout = inside.newTimeout(() -> {
                fired.incrementAndGet();
                check(inside.nanoTime() - start >= 60 * MILLI, "a moved timer fired at its former time");
            });
            timeout.start(Duration.ofMillis(10));
            timeout.start(Duration.ofMillis(60));
        });
        eventually(host, "the timer fires", () -> fired.get() > 0);

        meanwhile(host);
        assertThat(fired).hasValue(1);
    }

    @Test
    final void startingATimerAgainMovesItEarlier() {
        onLane(inside -> {
            Timeout moved = inside.newTimeout(() -> events.add("moved"));
            moved.start(Duration.ofSeconds(60));
            moved.start(Duration.ofMillis(5));
            inside.newTimeout(() -> events.add("other")).start(Duration.ofMillis(500));
        });

        eventsAre("moved", "other");
    }

    @Test
    final void aTimerMayStartItselfAgain() {
        onLane(inside -> {
            Timeout[] itself = new Timeout[1];
            itself[0] = inside.newTimeout(() -> {
                events.add("beat " + events.size());
                if (events.size() < 5) {
                    itself[0].start(Duration.ofMillis(2));
                }
            });
            itself[0].start(Duration.ofMillis(2));
        });

        eventsAre("beat 0", "beat 1", "beat 2", "beat 3", "beat 4");
    }

    @Test
    final void thousandsOfTimersFireOnceEachAndNoneBeforeItsTime() {
        int count = 20_000;
        AtomicInteger fired = new AtomicInteger();
        Random random = new Random(5);
        onLane(inside -> {
            for (int i = 0; i < count; i++) {
                long delay = random.nextInt(300) * MILLI;
                long start = inside.nanoTime();
                Timeout timeout = inside.newTimeout(() -> {
                    fired.incrementAndGet();
                    check(inside.nanoTime() - start >= delay, "a timer fired early");
                });
                timeout.start(Duration.ofNanos(random.nextInt(300) * MILLI));
                timeout.startNanos(delay);
            }
        });
        eventually(host, "all fire", () -> fired.get() >= count);

        meanwhile(host);
        assertThat(fired).hasValue(count);
    }
}
