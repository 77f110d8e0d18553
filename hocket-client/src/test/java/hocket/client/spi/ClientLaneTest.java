package hocket.client.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A lane that threads may enter. */
class ClientLaneTest {
    private static final int ROUNDS = 2000;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final ClientLane lane = ClientLane.onAnyThread(executor);

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void everyTaskIsRunOnceAndNoTwoAtATimeWhoeverBringsIt() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger mostInside = new AtomicInteger();
            CountDownLatch ran = new CountDownLatch(4);
            Runnable task = () -> {
                mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                ran.countDown();
            };
            Thread entering = new Thread(() -> {
                lane.enter(task);
                lane.enter(task);
            });
            entering.start();
            lane.execute(task);
            lane.execute(task);

            assertThat(ran.await(10, TimeUnit.SECONDS))
                    .as("all tasks of round " + round + " ran")
                    .isTrue();
            assertThat(mostInside).hasValue(1);
            entering.join();
        }
    }

    @Test
    void aWakeUpThatCameInVainIsNotTakenForOneToCome() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        lane.enter(() -> lane.execute(() -> {
            runElsewhere(() -> lane.execute(() -> {}));
            awaitExecutor(); // it has found the lane taken
        }));

        lane.execute(ran::countDown);
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void runElsewhere(Runnable task) {
        CompletableFuture.runAsync(task).join();
    }

    private void awaitExecutor() {
        CompletableFuture.runAsync(() -> {}, executor).join();
    }

    @Test
    void tasksOfOneThreadRunInTheirOrder() throws InterruptedException {
        List<Integer> order = new ArrayList<>(); // lane
        CountDownLatch ran = new CountDownLatch(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            int number = i;
            Runnable task = () -> {
                order.add(number);
                ran.countDown();
            };
            if (i % 3 == 0) {
                lane.execute(task);
            } else {
                lane.enter(task);
            }
        }

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).isSorted().hasSize(ROUNDS);
    }

    @Test
    void aThreadThatEntersIsTheLaneAndEndsItsTurn() {
        List<String> seen = new ArrayList<>();

        lane.enter(() -> {
            lane.atTurnEnd(() -> seen.add("end"));
            lane.run(() -> seen.add("at once"));
            lane.execute(() -> seen.add("later"));
            seen.add(lane.isInside() ? "inside" : "outside");
        });

        assertThat(seen).containsExactly("at once", "inside", "later", "end");
        assertThat(lane.isInside()).isFalse();
    }

    @Test
    void aTimerThatWasCancelledDoesNotRunThoughItsTimeHadCome() throws InterruptedException {
        List<String> seen = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch due = new CountDownLatch(1);
        lane.execute(() -> {
            ClientLane.Timer timer = lane.schedule(Duration.ofMillis(1), () -> seen.add("fired"));
            lane.schedule(Duration.ofMillis(5), () -> {});
            executor.schedule(due::countDown, 10, TimeUnit.MILLISECONDS); // behind both, and waits for this task
            timer.cancel();
            lane.schedule(Duration.ofMillis(20), done::countDown);
        });

        assertThat(due.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isEmpty();
    }
}
