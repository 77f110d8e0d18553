package hocket.spring;

import hocket.server.ControllerCall;
import org.jspecify.annotations.Nullable;

/**
 * A bean that stands around each call of an annotated controller's method: the lowest {@code @Order} outermost. It runs
 * where handlers run; around an {@code @OnException} method for a stage that failed, on the thread that completed it.
 */
@FunctionalInterface
public interface ControllerInterceptor {
    /**
     * Makes the call by {@link ControllerCall#proceed}, or does not.
     *
     * @return what it returned, or what takes its place
     */
    @Nullable
    Object intercept(ControllerCall call) throws Exception;
}
