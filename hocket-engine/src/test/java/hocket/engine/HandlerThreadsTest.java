package hocket.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class HandlerThreadsTest {
    private final HandlerThreads threads = new HandlerThreads();

    @RepeatedTest(20)
    void eachTaskRunsOnce() throws InterruptedException {
        int posters = 3;
        int tasks = 5_000;
        CountDownLatch done = new CountDownLatch(posters * tasks);
        AtomicInteger runs = new AtomicInteger();
        for (int p = 0; p < posters; p++) {
            new Thread(() -> {
                        for (int i = 0; i < tasks; i++) {
                            threads.execute(() -> {
                                runs.incrementAndGet();
                                done.countDown();
                            });
                        }
                    })
                    .start();
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(posters * tasks);
    }

    @Test
    void taskGivenToThreadsAtRestIsNotLost() throws InterruptedException {
        for (int i = 0; i < 20_000; i++) {
            CountDownLatch done = new CountDownLatch(1);
            threads.execute(done::countDown);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shortTasksShareAsManyThreadsAsThereAreProcessors() throws InterruptedException {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        for (int burst = 0; burst < 50; burst++) {
            CountDownLatch done = new CountDownLatch(200);
            for (int i = 0; i < 200; i++) {
                threads.execute(() -> {
                    used.add(Thread.currentThread());
                    done.countDown();
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
        int spare = 2; // a worker may be counted out and not have lain down yet when the next task comes
        assertThat(used).hasSizeLessThanOrEqualTo(Runtime.getRuntime().availableProcessors() + spare);
    }

    @Test
    void tasksThatBlockLetOthersRunBesideThem() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(300);
        for (int i = 0; i < 300; i++) {
            threads.execute(() -> {
                blocked.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
        CountDownLatch other = new CountDownLatch(1);
        threads.execute(other::countDown);
        assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
        release.countDown();
    }

    @Test
    void tasksThatNeverWaitLetOthersRunBesideThem() throws InterruptedException {
        AtomicLong turns = new AtomicLong();
        CountDownLatch other = new CountDownLatch(1);
        int busy = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < busy; i++) {
            threads.execute(() -> {
                while (other.getCount() > 0) {
                    turns.incrementAndGet();
                }
            });
        }
        threads.execute(other::countDown);
        assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void threadSurvivesATaskThatThrows() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        threads.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> told.countDown());
            throw new IllegalStateException("of a task");
        });
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        CountDownLatch next = new CountDownLatch(1);
        threads.execute(next::countDown);
        assertThat(next.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
