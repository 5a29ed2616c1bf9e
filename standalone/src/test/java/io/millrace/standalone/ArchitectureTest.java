package io.millrace.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** The edges of the house; each rule says why it is there. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
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
            .whereLayer("analytics")
            .mayOnlyAccessLayers("contracts")
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
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(
                            resideInAnyPackage("io.millrace.storage..", "io.millrace.infra.."))))
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
    static final ArchRule gatewayFeaturesAreFreeOfCycles =
            slices().matching("io.millrace.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ingestFeaturesAreFreeOfCycles = slices().matching("io.millrace.ingest.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);
}
