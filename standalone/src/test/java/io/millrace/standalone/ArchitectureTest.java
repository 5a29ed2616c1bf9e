package io.millrace.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;

/** The edges of the house; each rule says why it is there. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /**
     * Components with a start and an end; one check before the start that the gateways agree on a secret; and the queues of
     * visits, whose subscription is the one call that they wait for.
     */
    private static final DescribedPredicate<JavaClass> OWNERS_OF_SUBSCRIPTIONS = assignableTo(SmartLifecycle.class)
            .or(simpleName("KeysConfiguration"))
            .or(simpleName("VisitQueues"))
            .as("own subscriptions");

    private static final DescribedPredicate<JavaCall<?>> BLOCKS_OR_SUBSCRIBES = DescribedPredicate.describe(
            "blocks on or subscribes to a publisher",
            call -> call.getTargetOwner().isAssignableTo(Publisher.class)
                    && (call.getName().startsWith("block")
                            || call.getName().equals("subscribe")
                            || call.getName().equals("toIterable")
                            || call.getName().equals("toStream")));

    @ArchTest
    static final ArchRule modulesDependOnlyDownwards = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.millrace..")
            .layer("contracts")
            .definedBy("io.millrace.contracts..")
            .layer("storage")
            .definedBy("io.millrace.storage..")
            .layer("infra")
            .definedBy("io.millrace.infra..")
            .layer("gateway")
            .definedBy("io.millrace.gateway..")
            .layer("ingest")
            .definedBy("io.millrace.ingest..")
            .layer("streams")
            .definedBy("io.millrace.streams..")
            .layer("feed-builder")
            .definedBy("io.millrace.feedbuilder..")
            .layer("analytics")
            .definedBy("io.millrace.analytics..")
            .layer("standalone")
            .definedBy("io.millrace.standalone..")
            .whereLayer("contracts")
            .mayNotAccessAnyLayer()
            .whereLayer("storage")
            .mayOnlyAccessLayers("contracts")
            .whereLayer("infra")
            .mayOnlyAccessLayers("contracts")
            .whereLayer("gateway")
            .mayOnlyAccessLayers("contracts", "storage")
            .whereLayer("ingest")
            .mayOnlyAccessLayers("contracts", "storage")
            .whereLayer("streams")
            .mayOnlyAccessLayers("contracts")
            .whereLayer("feed-builder")
            .mayOnlyAccessLayers("contracts", "streams")
            .whereLayer("analytics")
            .mayOnlyAccessLayers("contracts", "streams")
            .because("a service must be deployable without the others");

    @ArchTest
    static final ArchRule contractsArePureJava = noClasses()
            .that()
            .resideInAPackage("io.millrace.contracts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "reactor..", "org.apache.kafka..")
            .because("whoever reads our topics can use them without our framework");

    @ArchTest
    static final ArchRule topologiesArePure = noClasses()
            .that()
            .haveSimpleNameEndingWith("Topology")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "reactor..")
            .because("a topology is a function from settings to Topology, tested without a container");

    @ArchTest
    static final ArchRule onlyStorageAndTheMigratorSpeakToCassandra = noClasses()
            .that(resideInAPackage("io.millrace..")
                    .and(not(resideInAnyPackage("io.millrace.storage..", "io.millrace.infra.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.datastax..")
            .because("one class per table is the only place where a query is written");

    @ArchTest
    static final ArchRule oneGatewayPackageSpeaksToKafka = noClasses()
            .that()
            .resideInAPackage("io.millrace.gateway..")
            .and()
            .resideOutsideOfPackage("io.millrace.gateway.log..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.springframework.kafka..")
            .because("how events travel can change in one place");

    @ArchTest
    static final ArchRule reactorKafkaStaysInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.ingest.log..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("reactor.kafka..")
            .because("reactor-kafka is at its end of life and must be replaceable in a day");

    @ArchTest
    static final ArchRule nothingBlocksOrSubscribesOutsideLifecycles = noClasses()
            .that(resideInAPackage("io.millrace..").and(not(OWNERS_OF_SUBSCRIPTIONS)))
            .should()
            .callMethodWhere(BLOCKS_OR_SUBSCRIBES)
            .because("a subscription that no component owns is never ended, and a thread that waits serves nobody");

    @ArchTest
    static final ArchRule gatewayFeaturesAreFreeOfCycles = features("gateway");

    @ArchTest
    static final ArchRule ingestFeaturesAreFreeOfCycles = features("ingest");

    @ArchTest
    static final ArchRule analyticsFeaturesAreFreeOfCycles = features("analytics");

    @ArchTest
    static final ArchRule feedBuilderFeaturesAreFreeOfCycles = features("feedbuilder");

    @ArchTest
    static final ArchRule storageFeaturesAreFreeOfCycles = features("storage");

    @ArchTest
    static final ArchRule infraPartsAreFreeOfCycles = features("infra");

    @ArchTest
    static final ArchRule contractsAreFreeOfCycles = features("contracts");

    @ArchTest
    static final ArchRule standalonePartsAreFreeOfCycles = features("standalone");

    @ArchTest
    static final ArchRule noPackageIsALayer = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..helper..",
                    "..common..",
                    "..service..",
                    "..services..",
                    "..controller..",
                    "..dto..",
                    "..impl..",
                    "..model..")
            .because("a reader looks for a feature and finds it in one place");

    private static ArchRule features(String module) {
        return slices().matching("io.millrace." + module + ".(*)..").should().beFreeOfCycles();
    }
}
