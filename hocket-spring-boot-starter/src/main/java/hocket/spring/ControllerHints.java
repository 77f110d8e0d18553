package hocket.spring;

import hocket.server.annotation.SocketController;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Tells native images which methods of controllers are called, and which types are read from JSON and written to it. */
final class ControllerHints implements BeanRegistrationAotProcessor {
    private static final String ANNOTATIONS = ClassUtils.getPackageName(SocketController.class);

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
        return AnnotatedElementUtils.hasAnnotation(type, SocketController.class)
                ? (generation, code) -> register(generation.getRuntimeHints(), type)
                : null;
    }

    static void register(RuntimeHints hints, Class<?> controller) {
        BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
        ReflectionUtils.doWithMethods(
                controller,
                method -> {
                    hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
                    binding.registerReflectionHints(hints.reflection(), method.getGenericReturnType());
                    for (Type parameter : method.getGenericParameterTypes()) {
                        binding.registerReflectionHints(hints.reflection(), parameter);
                    }
                },
                ControllerHints::isHandler);
    }

    private static boolean isHandler(Method method) {
        for (var annotation : method.getAnnotations()) {
            if (annotation.annotationType().getPackageName().equals(ANNOTATIONS)) {
                return true;
            }
        }
        return false;
    }
}
