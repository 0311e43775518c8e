package dev.seamark.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = {"dev.seamark.standalone", "dev.seamark.demo"},
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule servicesAreProcesses =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.seamark.ingest..", "dev.seamark.query..", "org.springframework..")
          .because("the services run in JVMs of their own, here as anywhere else");

  @ArchTest
  static final ArchRule gatewayStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("..gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.seamark.standalone", "dev.seamark.embedded..")
          .because("it forwards to addresses, whoever is behind them");

  @ArchTest
  static final ArchRule demoIsAClient =
      noClasses()
          .that()
          .resideInAPackage("dev.seamark.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.seamark.standalone..", "dev.seamark.core..", "dev.seamark.embedded..")
          .because("it sends what any application sends");

  @ArchTest
  static final ArchRule watchedMainNeedsTheJdkOnly =
      noClasses()
          .that()
          .haveSimpleName("WatchedMain")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", "dev.seamark.standalone", "org.jspecify..")
          .because("it runs inside the services' JVMs");
}
