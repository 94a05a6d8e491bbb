"""What people read of each family of careers, by the keys of `quiz.matching.families`."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quiz.matching.families import OTHER, SIGN_OF

Text = str | Promise


class Family(NamedTuple):
    """A family: `name` as a heading, and in one sentence what its people do.

    `sign` is the two digits of the major group whose drawn sign it has (templatetags/signs.py).
    """

    key: str
    name: Text
    sentence: Text
    sign: str

    def __str__(self) -> str:
        return str(self.name)


_TEXTS: dict[str, tuple[Text, Text]] = {
    "organizations": (
        _("Running organizations"),
        _("Plan, decide and lead for a company, a hospital, a school or a whole department."),
    ),
    "crews": (
        _("Leading crews and workplaces"),
        _("Lead people who build, cook, clean, repair or make things, and keep work on time."),
    ),
    "marketing": (
        _("Marketing, selling and public relations"),
        _("Find out what people want, spread the word, and win customers and donors."),
    ),
    "staff": (
        _("Hiring and training staff"),
        _("Hire people, set fair pay, train staff, and help organizations work better."),
    ),
    "finance": (
        _("Money, insurance and prices"),
        _("Work out what things are worth, who can borrow, and where money goes."),
    ),
    "software": (
        _("Software, data and networks"),
        _("Build programs, look after data, and keep computers safe and connected."),
    ),
    "engineering": (
        _("Engineering"),
        _("Use science and math to design machines, structures, materials and energy."),
    ),
    "technicians": (
        _("Testing and servicing complex equipment"),
        _("Set up, test and repair electronics, robots, and medical or flight equipment."),
    ),
    "drafting": (
        _("Plans, maps and building design"),
        _("Measure land, and draw exact plans of buildings, streets and parts."),
    ),
    "science": (
        _("Research in science and math"),
        _("Ask questions about nature, health or numbers, and test the answers with data."),
    ),
    "laboratory": (
        _("Laboratory work"),
        _("Test samples with care: blood, food, rocks, or traces of a crime."),
    ),
    "land": (
        _("Land, wildlife and a safe environment"),
        _("Study land, water, plants and animals, and protect people from hazards."),
    ),
    "counseling": (
        _("Counseling and social support"),
        _("Listen to people in hard times, guide them, and connect them with help."),
    ),
    "law": (
        _("Law and courts"),
        _("Work out what the law says, argue or settle cases, and keep exact records."),
    ),
    "schools": (
        _("Teaching in schools and classes"),
        _("Teach children, teens or adults, and look after them while they learn."),
    ),
    "college-science": (
        _("Teaching science and health at colleges"),
        _("Teach college students science, health, computing or engineering, and do research."),
    ),
    "college-society": (
        _("Teaching and studying society and culture"),
        _("Teach or research history, languages, arts, law and how people live together."),
    ),
    "design": (
        _("Art and design"),
        _("Give pictures, products, rooms and clothes their look."),
    ),
    "media": (
        _("Film, sound, photos and layout"),
        _("Record and edit pictures and sound, run the equipment, or lay out pages."),
    ),
    "writing": (
        _("Writing, news, languages and libraries"),
        _("Write, edit, report or translate, or keep books and collections for others."),
    ),
    "stage": (
        _("Stage, music and sports"),
        _("Perform, compete or coach, or get performers ready for the show."),
    ),
    "medicine": (
        _("Diagnosing and treating patients"),
        _("Find out what is wrong with a person or an animal, and decide on the treatment."),
    ),
    "therapy": (
        _("Therapy and healthy living"),
        _("Help people move, speak, eat and live well after an illness or injury."),
    ),
    "treatment": (
        _("Scans, tests and help with treatment"),
        _("Take scans and samples, get instruments ready, and assist during treatment."),
    ),
    "bedside": (
        _("Caring for patients at the bedside"),
        _("Nurse, wash, feed and comfort people who are ill or need help every day."),
    ),
    "police": (
        _("Policing, guarding and investigating"),
        _("Keep order, protect people and places, and find out what happened."),
    ),
    "rescue": (
        _("Fire, rescue and safety inspections"),
        _("Come when people are in danger, or inspect places so that nobody gets hurt."),
    ),
    "food": (
        _("Cooking and serving food"),
        _("Cook, bake, and bring food and drinks to people."),
    ),
    "guests": (
        _("Beauty, fitness, travel and events"),
        _("Serve people in person: haircuts, workouts, tours, events or funerals."),
    ),
    "stores": (
        _("Stores, counters and cash"),
        _("Help people choose, sell, and take payments."),
    ),
    "office": (
        _("Office records and bookkeeping"),
        _("Keep accounts, files, letters and data complete and correct."),
    ),
    "front-desk": (
        _("Front desks and customer help"),
        _("Answer questions, take orders and make appointments, in person or by phone."),
    ),
    "cleaning": (
        _("Cleaning and laundry"),
        _("Keep buildings, vehicles, dishes and clothes clean and safe."),
    ),
    "growing": (
        _("Farms, forests and animals"),
        _("Grow plants, look after animals, and care for gardens and forests."),
    ),
    "building": (
        _("Building walls, floors and roofs"),
        _("Build and finish houses on site with brick, concrete, tile, glass or paint."),
    ),
    "installing": (
        _("Installing wires, pipes and structures"),
        _("Put in and fix what a building or a network needs: wood, pipes, wires and lines."),
    ),
    "heavy-machines": (
        _("Digging, drilling and heavy machines"),
        _("Move earth and rock, build roads, lift loads, or drill for oil and gas."),
    ),
    "repair": (
        _("Repairing vehicles and machines"),
        _("Find out why a car, an engine or a machine fails, and make it run again."),
    ),
    "metal": (
        _("Shaping metal and wood with machines"),
        _("Cut, weld, cast and shape metal, plastic or wood into parts."),
    ),
    "plants": (
        _("Running power, water and chemical plants"),
        _("Watch gauges, control what flows, and keep a large plant safe."),
    ),
    "lines": (
        _("Making goods on factory lines"),
        _("Run the machines and lines that mix, form, put together and pack goods."),
    ),
    "textiles": (
        _("Cloth, leather, paint and print"),
        _("Sew, weave, dye, paint or print, by hand or with machines."),
    ),
    "handcraft": (
        _("Exact work by hand"),
        _("Make or repair single pieces: jewelry, lenses, models, furniture or instruments."),
    ),
    "delivery": (
        _("Driving people and deliveries"),
        _("Drive a route, and bring people, mail or packages where they belong."),
    ),
    "transport": (
        _("Trucks, trains, ships and planes"),
        _("Move people and freight over long distances by road, rail, water or air."),
    ),
    "goods": (
        _("Moving and sorting goods"),
        _("Load, sort, count and pack goods in warehouses, stores and mail rooms."),
    ),
    OTHER: (
        _("Other careers"),
        _("No source says enough about these careers to group them."),
    ),
}  # fmt: skip

FAMILIES: dict[str, Family] = {
    key: Family(key, name, sentence, SIGN_OF.get(key, ""))
    for key, (name, sentence) in _TEXTS.items()
}
