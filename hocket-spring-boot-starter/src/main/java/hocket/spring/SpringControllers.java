package hocket.spring;

import hocket.server.ControllerCall;
import hocket.server.ControllerSupport;
import hocket.server.ParameterSource;
import hocket.server.Socket;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Calls controllers as beans: on their proxies, with interceptors around. Immutable. */
final class SpringControllers implements ControllerSupport {
    private final List<ControllerInterceptor> interceptors;
    private final List<ControllerFeature> features;

    SpringControllers(List<ControllerInterceptor> interceptors, List<ControllerFeature> features) {
        this.interceptors = interceptors;
        this.features = features;
    }

    @Override
    public Method invocable(Object controller, Method annotated) {
        return AopUtils.selectInvocableMethod(annotated, controller.getClass());
    }

    @Override
    public @Nullable ParameterSource source(Parameter parameter) {
        return features.stream()
                .map(feature -> feature.source(parameter))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Throwable translate(Throwable error) {
        return features.stream()
                .map(feature -> feature.translate(error))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(error);
    }

    @Override
    public @Nullable Object call(ControllerCall call) throws Exception {
        return new Intercepted(call, 0).proceed();
    }

    /** A call with the interceptors from that one on around it. */
    private final class Intercepted implements ControllerCall {
        private final ControllerCall call;
        private final int next;

        Intercepted(ControllerCall call, int next) {
            this.call = call;
            this.next = next;
        }

        @Override
        public Socket socket() {
            return call.socket();
        }

        @Override
        public @Nullable String event() {
            return call.event();
        }

        @Override
        public Object controller() {
            return call.controller();
        }

        @Override
        public Method method() {
            return call.method();
        }

        @Override
        public @Nullable Object[] arguments() {
            return call.arguments();
        }

        @Override
        public @Nullable Object proceed() throws Exception {
            return next == interceptors.size()
                    ? call.proceed()
                    : interceptors.get(next).intercept(new Intercepted(call, next + 1));
        }
    }
}
