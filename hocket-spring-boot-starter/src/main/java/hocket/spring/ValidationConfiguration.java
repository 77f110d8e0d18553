package hocket.spring;

import hocket.core.CallException;
import hocket.server.ControllerCall;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Arguments with constraints of Bean Validation, {@code @Valid} among them, are checked before a controller gets them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Validator.class)
class ValidationConfiguration {
    @Bean
    @Order(InterceptorOrder.VALIDATION)
    ControllerInterceptor socketIoValidation(ObjectProvider<Validator> validators) {
        Map<Method, Boolean> constrained = new ConcurrentHashMap<>(); // any thread
        return call -> {
            Validator validator = validators.getIfUnique();
            if (validator != null
                    && constrained.computeIfAbsent(call.method(), method -> isConstrained(validator, method))) {
                check(validator, call);
            }
            return call.proceed();
        };
    }

    private static boolean isConstrained(Validator validator, Method method) {
        MethodDescriptor known = validator
                .getConstraintsForClass(method.getDeclaringClass())
                .getConstraintsForMethod(method.getName(), method.getParameterTypes());
        return known != null && known.hasConstrainedParameters();
    }

    private static void check(Validator validator, ControllerCall call) {
        Object target = AopProxyUtils.getSingletonTarget(call.controller());
        Set<ConstraintViolation<Object>> violations = validator
                .forExecutables()
                .validateParameters(target == null ? call.controller() : target, call.method(), call.arguments());
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }

    @Bean
    ControllerFeature socketIoViolations() {
        return new ControllerFeature() {
            @Override
            public @Nullable Throwable translate(Throwable error) {
                return error instanceof ConstraintViolationException violated ? refusal(violated) : null;
            }
        };
    }

    /** What the client may know: which part of what it sent, and the constraint's message. */
    private static CallException refusal(ConstraintViolationException violated) {
        List<Map<String, String>> all = violated.getConstraintViolations().stream()
                .map(one -> Map.of("path", path(one), "message", one.getMessage()))
                .toList();
        String message = all.stream()
                .map(one -> one.get("path") + " " + one.get("message"))
                .sorted()
                .collect(Collectors.joining("; "));
        return new CallException(CallException.INVALID_ARGUMENTS, message, all);
    }

    /** Without the name of the method. */
    private static String path(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.substring(path.indexOf('.') + 1);
    }
}
