package hocket.spring;

import hocket.server.annotation.SocketController;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * Makes beans of the controllers in the packages of the application, since their annotation is none of Spring's. One
 * elsewhere is a bean as any other class is.
 */
class ControllerScan implements ImportBeanDefinitionRegistrar {
    private final BeanFactory beanFactory;
    private final Environment environment;
    private final ResourceLoader resourceLoader;

    ControllerScan(BeanFactory beanFactory, Environment environment, ResourceLoader resourceLoader) {
        this.beanFactory = beanFactory;
        this.environment = environment;
        this.resourceLoader = resourceLoader;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        if (!AutoConfigurationPackages.has(beanFactory)) {
            return;
        }
        ClassPathBeanDefinitionScanner scanner =
                new ClassPathBeanDefinitionScanner(registry, false, environment, resourceLoader);
        scanner.addIncludeFilter(new AnnotationTypeFilter(SocketController.class));
        Set<String> declared = declaredTypes(registry);
        scanner.addExcludeFilter(
                (found, all) -> declared.contains(found.getClassMetadata().getClassName()));
        scanner.scan(AutoConfigurationPackages.get(beanFactory).toArray(String[]::new));
    }

    /** The classes of which there are beans, as far as it shows without making one. */
    private static Set<String> declaredTypes(BeanDefinitionRegistry registry) {
        return Arrays.stream(registry.getBeanDefinitionNames())
                .map(registry::getBeanDefinition)
                .map(ControllerScan::typeName)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static @Nullable String typeName(BeanDefinition bean) {
        MethodMetadata method =
                bean instanceof AnnotatedBeanDefinition annotated ? annotated.getFactoryMethodMetadata() : null;
        return method == null ? bean.getBeanClassName() : method.getReturnTypeName();
    }
}
