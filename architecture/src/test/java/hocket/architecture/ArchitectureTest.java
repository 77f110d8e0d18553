package hocket.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the project: what may depend on what, and what may be mentioned where. */
class ArchitectureTest {

    /**
     * A room is a module; its package is {@code hocket.<room>}, that of the façade is {@code hocket}, and that of the
     * client's transport {@code client-x} is {@code hocket.client.x}. A starter for Spring Boot is called by its framework.
     */
    private static final String FACADE = "hocket";

    /** An arrow means "may depend on". Nothing else may. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("jackson", Set.of("core")),
            Map.entry("jackson3", Set.of("core")),
            Map.entry("msgpack", Set.of("core")),
            Map.entry("engine", Set.of("core")),
            Map.entry("server", Set.of("engine", "core")),
            Map.entry("netty", Set.of("engine", "core")),
            Map.entry("servlet", Set.of("engine", "core")),
            Map.entry("micrometer", Set.of("server", "engine", "core")),
            Map.entry("spring-test", Set.of("client", "core")),
            Map.entry("spring", Set.of("server", "servlet", "engine", "core", "jackson", "jackson3", "micrometer")),
            Map.entry(FACADE, Set.of("server", "netty", "jackson", "engine", "core")),
            Map.entry("client", Set.of("core")),
            Map.entry("client-okhttp", Set.of("client", "core")),
            Map.entry("client-netty", Set.of("client", "core")),
            Map.entry("testkit", Set.of("server", "client", "engine", "core")));

    /** Packages of Android-safe modules. */
    private static final String[] ON_ANDROID = {
        "hocket.core..", "hocket.jackson..", "hocket.client", "hocket.client.spi..", "hocket.client.okhttp.."
    };

    /** Packages whose threads belong to many. */
    private static final String[] WITH_LANES = {
        "hocket.core..",
        "hocket.engine..",
        "hocket.server..",
        "hocket.netty..",
        "hocket.servlet..",
        "hocket.micrometer..",
        "hocket.spring..",
        "hocket.client.."
    };

    /** Modules without code that others may use. */
    private static final Set<String> NOT_ROOMS = Set.of(
            "hocket-bom",
            "hocket-spring-boot-starter/boot-4",
            "examples/chat",
            "examples/cli",
            "examples/engine-echo",
            "examples/javalin",
            "examples/recipes",
            "examples/servlet-war",
            "examples/spring-chat",
            "examples/spring-chat/boot-3",
            "interop",
            "benchmarks",
            "benchmarks/peers/netty-socketio",
            "benchmarks/peers/socket.io-client-java",
            "architecture");

    /** Classes that may read the wall clock, each with the reason. Time spans are measured with System.nanoTime. */
    private static final Map<String, String> WALL_CLOCK_READERS = Map.of(
            "hocket.server.Handshake", "tells the user when a socket was made; no time span is measured with it");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("hocket");

    @Test
    void everyModuleIsARoomThatIsLookedAt() throws Exception {
        Set<String> modules = Pattern.compile("<module>(.+?)</module>")
                .matcher(Files.readString(Path.of("..", "pom.xml")))
                .results()
                .map(match -> match.group(1))
                .filter(module -> !NOT_ROOMS.contains(module))
                .map(module -> module.equals("hocket")
                        ? FACADE
                        : module.replaceFirst("^hocket-", "")
                                .replaceFirst("-boot-starter$", "")
                                .replaceFirst("-boot-test$", "-test"))
                .collect(toCollection(TreeSet::new));
        Set<String> imported = CLASSES.stream().map(ArchitectureTest::room).collect(toCollection(TreeSet::new));

        assertThat(modules).isEqualTo(new TreeSet<>(ARROWS.keySet()));
        assertThat(imported).isEqualTo(modules);
    }

    @Test
    void roomsDependOnlyAlongTheArrows() {
        classes().should(followTheArrows()).check(CLASSES);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().assignedFrom(sliceBy("module", ArchitectureTest::room))
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(sliceBy("package", JavaClass::getPackageName))
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void coreDependsOnTheJdkAndNullAnnotationsOnly() {
        classes()
                .that()
                .resideInAPackage("hocket.core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "hocket.core.."))
                .check(CLASSES);
    }

    /** Whoever writes a controller depends on nothing else by it. */
    @Test
    void annotationsDependOnTheJdkAndNullAnnotationsOnly() {
        classes()
                .that()
                .resideInAPackage("hocket.server.annotation..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "hocket.server.annotation.."))
                .check(CLASSES);
    }

    @Test
    void nettyStaysInItsHostTheFacadeAndItsTransport() {
        noClasses()
                .that()
                .resideOutsideOfPackages("hocket", "hocket.netty..", "hocket.client.netty..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty.."))
                .check(CLASSES);
    }

    @Test
    void eachJacksonStaysInItsModule() {
        noClasses()
                .that()
                .resideOutsideOfPackages("hocket.jackson..", "hocket.jackson3..")
                .and(areNot(outermostNamed("JsonConfiguration"))) // is given the mapper of the application
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml..", "tools.jackson.."))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("hocket.jackson..")
                .should()
                .dependOnClassesThat(resideInAPackage("tools.jackson.."))
                .check(CLASSES);
        // both have the annotations in common
        noClasses()
                .that()
                .resideInAPackage("hocket.jackson3..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "com.fasterxml.jackson.core..",
                        "com.fasterxml.jackson.databind..",
                        "com.fasterxml.jackson.datatype.."))
                .check(CLASSES);
    }

    @Test
    void msgpackStaysInItsModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("hocket.msgpack..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.msgpack.."))
                .check(CLASSES);
    }

    @Test
    void micrometerStaysInItsModuleAndTheStarter() {
        noClasses()
                .that()
                .resideOutsideOfPackages("hocket.micrometer..", "hocket.spring..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."))
                .check(CLASSES);
    }

    @Test
    void springStaysInItsStarter() {
        noClasses()
                .that()
                .resideOutsideOfPackage("hocket.spring..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", "reactor..", "org.aopalliance.."))
                .check(CLASSES);
    }

    @Test
    void okHttpStaysInItsModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("hocket.client.okhttp..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("okhttp3..", "okio..", "kotlin.."))
                .check(CLASSES);
    }

    /** Android has no such client. */
    @Test
    void theJdkHttpClientStaysInItsTransport() {
        noClasses()
                .that()
                .resideInAnyPackage(ON_ANDROID)
                .and(areNot(outermostNamed("Jdk")))
                .should()
                .dependOnClassesThat(resideInAPackage("java.net.http.."))
                .check(CLASSES);
    }

    @Test
    void theClientUsesNoReflection() {
        noClasses()
                .that()
                .resideInAnyPackage("hocket.client", "hocket.client.spi..", "hocket.client.okhttp..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.lang.invoke.."))
                .orShould()
                .accessTargetWhere(isACallOf("forName", "java.lang.Class"))
                .orShould()
                .accessTargetWhere(isACallOf("invoke", "java.lang.reflect.Method"))
                .check(CLASSES);
    }

    @Test
    void jakartaStaysInItsHostAndTheStarter() {
        noClasses()
                .that()
                .resideOutsideOfPackages("hocket.servlet..", "hocket.spring..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta..", "javax.servlet..", "javax.websocket.."))
                .check(CLASSES);
    }

    /** Containers other than Tomcat hide their classes from web applications. */
    @Test
    void noContainersClassIsUsedButTomcatsInOneClass() {
        noClasses()
                .that(areNot(outermostNamed("Tomcat")))
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.."))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.eclipse.jetty..", "io.undertow.."))
                .check(CLASSES);
    }

    @Test
    void revisionsAreToldApartInTwoClassesOnly() {
        JavaClass revision = CLASSES.get("hocket.core.Revision");
        assertThat(revision.tryGetField("V3")).isPresent();
        assertThat(revision.tryGetField("V4")).isPresent();

        noClasses()
                .that(areNot(mayMentionAVersion()))
                .should()
                .accessFieldWhere(isAConstantOf(revision, Set.of("V3", "V4")))
                .check(CLASSES);
    }

    @Test
    void noOtherClassIsNamedAfterAVersion() {
        noClasses()
                .that(areNot(mayMentionAVersion()))
                .should()
                .haveNameMatching(".*(V3|V4|Eio3|Eio4|Legacy)[^.]*")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(somePackage -> !isNullMarked(somePackage))
                .map(JavaPackage::getName)
                .collect(toCollection(TreeSet::new));

        assertThat(CLASSES).isNotEmpty();
        assertThat(unmarked).as("packages without a @NullMarked package-info").isEmpty();
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .that()
                .resideInAnyPackage(WITH_LANES)
                .should()
                .accessTargetWhere(isACallOf("sleep", "java.lang.Thread", "java.util.concurrent.TimeUnit"))
                .check(CLASSES);
    }

    @Test
    void nothingReadsTheWallClock() {
        assertThat(WALL_CLOCK_READERS.keySet())
                .as("classes on the list that exist")
                .allMatch(CLASSES::contain);

        noClasses()
                .that(areNot(outermostIn(WALL_CLOCK_READERS.keySet())))
                .and()
                .resideInAnyPackage(WITH_LANES)
                .should()
                .accessTargetWhere(isACallOf("currentTimeMillis", "java.lang.System"))
                .orShould()
                .accessTargetWhere(isACallOf("now", "java.time.Instant"))
                .check(CLASSES);
    }

    @Test
    void androidModulesHaveNoRecords() {
        noClasses().that().resideInAnyPackage(ON_ANDROID).should().beRecords().check(CLASSES);
    }

    /** R8 takes rules from the jars; without them it would remove what is found by name. */
    @Test
    void androidModulesBringTheirRulesForR8() throws Exception {
        for (String module : Set.of("hocket-core", "hocket-jackson", "hocket-client", "hocket-client-okhttp")) {
            Path resources = Path.of("..", module, "src/main/resources/META-INF");
            String rules = Files.readString(resources.resolve("proguard").resolve(module + ".pro"));
            if (Files.isDirectory(resources.resolve("services"))) {
                try (Stream<Path> services = Files.list(resources.resolve("services"))) {
                    for (Path service : services.toList()) {
                        assertThat(rules)
                                .contains("-keep class "
                                        + Files.readString(service).strip() + " ");
                    }
                }
            }
        }
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Helper|Utils?)")
                .orShould()
                .resideInAPackage("..internal..")
                .check(CLASSES);
    }

    private static String room(JavaClass someClass) {
        String[] names = someClass.getPackageName().split("\\.", -1);
        if (names.length == 1) {
            return FACADE;
        }
        boolean transport = names.length > 2 && ARROWS.containsKey(names[1] + "-" + names[2]);
        return transport ? names[1] + "-" + names[2] : names[1];
    }

    private static ArchCondition<JavaClass> followTheArrows() {
        return new ArchCondition<>("depend only on the rooms its own room has an arrow to") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    boolean ours = resideInAnyPackage("hocket", "hocket..").test(target);
                    if (ours && !allowed(room(origin), room(target))) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean allowed(String from, String to) {
        return from.equals(to) || ARROWS.getOrDefault(from, Set.of()).contains(to);
    }

    private static SliceAssignment sliceBy(String kind, Function<JavaClass, String> name) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass someClass) {
                return SliceIdentifier.of(kind, name.apply(someClass));
            }

            @Override
            public String getDescription() {
                return "each " + kind;
            }
        };
    }

    private static DescribedPredicate<JavaClass> mayMentionAVersion() {
        return outermostIn(Set.of("hocket.core.Revision", "hocket.server.LegacyRules"));
    }

    /** Nested and anonymous classes count as the class they are written in. */
    private static DescribedPredicate<JavaClass> outermostIn(Set<String> names) {
        return DescribedPredicate.describe(
                "classes in " + names,
                someClass -> names.contains(someClass.getName().replaceFirst("\\$.*", "")));
    }

    private static DescribedPredicate<JavaClass> outermostNamed(String beginning) {
        return DescribedPredicate.describe(
                "classes written in one whose name begins with " + beginning,
                someClass -> someClass.getName().replaceFirst(".*\\.", "").startsWith(beginning));
    }

    private static DescribedPredicate<JavaClass> areNot(DescribedPredicate<JavaClass> predicate) {
        return DescribedPredicate.not(predicate);
    }

    private static DescribedPredicate<JavaFieldAccess> isAConstantOf(JavaClass owner, Set<String> names) {
        return DescribedPredicate.describe(
                "the field is one of " + names + " of " + owner.getName(),
                access -> access.getTargetOwner().equals(owner)
                        && names.contains(access.getTarget().getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> isACallOf(String method, String... owners) {
        return DescribedPredicate.describe(
                "the target is " + method + " of " + String.join(" or ", owners),
                access -> access.getTarget().getName().equals(method)
                        && Set.of(owners).contains(access.getTargetOwner().getName()));
    }

    private static boolean isNullMarked(JavaPackage somePackage) {
        return somePackage
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
    }
}
