package hocket.spring;

import hocket.server.ControllerCall;
import hocket.server.annotation.SocketController;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * An observation {@code hocket.controller} around each call of a controller's method, from its call until what it returns is
 * completed. Its values are the controller's, never a client's.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ObservationRegistry.class)
class ObservationConfiguration {
    @Bean
    @Order(InterceptorOrder.OBSERVATION)
    ControllerInterceptor socketIoObservation(ObjectProvider<ObservationRegistry> registries) {
        return call -> {
            ObservationRegistry registry = registries.getIfUnique(() -> ObservationRegistry.NOOP);
            return registry.isNoop() ? call.proceed() : observe(call, registry);
        };
    }

    @SuppressWarnings("try") // the scope is there to be closed
    private static @Nullable Object observe(ControllerCall call, ObservationRegistry registry) throws Exception {
        Method method = call.method();
        String event = call.event();
        Observation observation = Observation.createNotStarted("hocket.controller", registry)
                .contextualName("socket.io " + (event == null ? method.getName() : event))
                .lowCardinalityKeyValue("namespace", namespace(method.getDeclaringClass()))
                .lowCardinalityKeyValue("method", method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .lowCardinalityKeyValue("event", event == null ? "none" : event)
                .start();
        Object result;
        try (Observation.Scope scope = observation.openScope()) {
            result = call.proceed();
        } catch (Throwable e) { // told of, and thrown on
            observation.error(e).stop();
            throw e;
        }
        if (result instanceof CompletionStage<?> later) {
            return later.whenComplete((value, error) -> {
                if (error != null) {
                    observation.error(error);
                }
                observation.stop();
            });
        }
        observation.stop();
        return result;
    }

    private static String namespace(Class<?> controller) {
        SocketController annotation = controller.getAnnotation(SocketController.class);
        if (annotation == null) {
            return "/";
        }
        return annotation.pattern().isEmpty() ? annotation.value() : annotation.pattern();
    }
}
