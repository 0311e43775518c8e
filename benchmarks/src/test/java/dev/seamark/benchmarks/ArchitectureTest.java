package dev.seamark.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.seamark.benchmarks",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule noDriver =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.clickhouse..")
          .because("a benchmark that measures the engine must not measure a driver");

  @ArchTest
  static final ArchRule stackKnowsNoBenchmark =
      noClasses()
          .that()
          .resideInAPackage("..benchmarks.stack..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..benchmarks.schema..")
          .because("what is measured and what it runs on are apart");
}
